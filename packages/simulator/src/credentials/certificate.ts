import { commit, type Network } from '../network.ts'
import { type CertificateRecord, onlyKey } from '../state/records.ts'

/** Safaricom's own name for the machine that decrypts is apicrypt (reference §7). */
const commonName = 'apicrypt.simulator.hazina'
const yearMs = 365 * 86_400_000

/** Key pairs that are being made. */
const making = new WeakMap<Network, Promise<CertificateRecord>>()

/**
 * The key pair of this simulator's security credentials: the one of the options, or its own 2048-bit one, which is made at
 * first use and kept with the state.
 */
export async function certificateOf(network: Network): Promise<CertificateRecord> {
  const known = knownCertificate(network)
  if (known !== undefined) return known
  const made = making.get(network) ?? makeCertificate(network).finally(() => making.delete(network))
  making.set(network, made)
  return made
}

/** The same, if there is one already. Until there is, no credential can be right. */
export function knownCertificate({ config, state }: Network): CertificateRecord | undefined {
  return config.certificate ?? state.tables.certificate.get(onlyKey)
}

async function makeCertificate(network: Network): Promise<CertificateRecord> {
  // Loaded when it is needed: most simulators never make a certificate.
  const { generate } = await import('selfsigned')
  const notBeforeDate = network.clock.now()
  const pair = await generate([{ name: 'commonName', value: commonName }], {
    keySize: 2_048,
    algorithm: 'sha256',
    notBeforeDate,
    notAfterDate: new Date(notBeforeDate.getTime() + 10 * yearMs),
  })
  const row = { certificatePem: pair.cert, privateKeyPem: pair.private }
  commit(network, [['certificate', onlyKey, row]])
  return row
}
