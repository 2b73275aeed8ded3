import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { createCredentials } from '../../credentials/credentials.ts'
import { type RouteContext, read } from './route.ts'

/** 245 bytes are what a 2048-bit key can encrypt with this padding. */
const credentialBody = z.strictObject({
  password: z
    .string()
    .min(1)
    .refine((password) => Buffer.byteLength(password) <= 245, 'at most 245 bytes'),
})

/** The certificate of security credentials, and a credential for whoever has no library at hand. */
export function addCredentialRoutes(app: FastifyInstance, { network }: RouteContext): void {
  const credentials = createCredentials(network)
  app.get('/simulator/certificate', async (_request, reply) => {
    reply.header('content-type', 'application/x-pem-file')
    reply.header('content-disposition', 'attachment; filename="SimulatorCertificate.cer"')
    return reply.send(await credentials.certificate())
  })
  app.post('/simulator/credential', async (request) => {
    const { password } = read(credentialBody, request.body)
    return { securityCredential: await credentials.encrypt(password) }
  })
}
