import type { Network } from '../network.ts'
import { certificateOf } from './certificate.ts'
import { encryptCredential } from './credential.ts'

/** What callers of the simulated Daraja need to prove who they are (reference §7). */
export type Credentials = {
  /** The certificate, in PEM, that passwords of API operators are encrypted with. */
  certificate(): Promise<string>
  /** A SecurityCredential: this password, encrypted. Every one differs, and each stays good. */
  encrypt(password: string): Promise<string>
}

/** The credentials of a network, whose key pair is made at first use. */
export function createCredentials(network: Network): Credentials {
  return {
    certificate: async () => (await certificateOf(network)).certificatePem,
    encrypt: async (password) => encryptCredential(await certificateOf(network), password),
  }
}
