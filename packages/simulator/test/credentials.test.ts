import { constants, generateKeyPairSync, publicEncrypt, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startSimulator } from './harness.ts'
import {
  asker,
  askerBusiness,
  createAsker,
  parameter,
  startsOperations,
  vectors,
} from './operations-harness.ts'

const start = startsOperations()
const { certificatePem, password } = vectors.credential

const encrypt = (key: string, padding: number, text: string) =>
  publicEncrypt({ key, padding }, Buffer.from(text)).toString('base64')
const pkcs1 = constants.RSA_PKCS1_PADDING

describe('the certificate', () => {
  test('is made at first use, with a key of 2048 bits, and stays', async () => {
    const { simulator, ask } = await start({ certificate: undefined } as never)
    const { text, status, type } = await ask.daraja.control('GET', '/simulator/certificate')
    expect(status).toBe(200)
    expect(type).toMatch(/^application\/x-pem-file/)
    const certificate = new X509Certificate(text)
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2_048)
    expect(await simulator.credentials.certificate()).toBe(text)
    const all = await Promise.all([1, 2].map(() => simulator.credentials.certificate()))
    expect(new Set(all)).toEqual(new Set([text]))
  })

  test('is kept with the state: credentials stay good over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
    const options = { stateFile: join(folder, 'state.jsonl'), businesses: [askerBusiness] }
    const first = await startSimulator(options)
    const credential = await first.simulator.credentials.encrypt(password)
    await first.simulator.close()
    const second = await startSimulator(options)
    const ask = createAsker(second.simulator, second.received)
    await ask.send('balance', { SecurityCredential: credential })
    await second.simulator.advance(10_000)
    expect(JSON.parse(second.received[0]?.body ?? '').Result.ResultCode).toBe(0)
    await second.simulator.close()
    rmSync(folder, { recursive: true })
  })

  test('credentials can be asked for over HTTP, and are good', async () => {
    const { ask } = await start()
    const { json } = await ask.daraja.control('POST', '/simulator/credential', { password })
    expect(json.securityCredential).toMatch(/^[A-Za-z0-9+/]{342}==$/)
    const { result } = await ask.done('balance', { SecurityCredential: json.securityCredential })
    expect(result.ResultCode).toBe(0)
    const wrong = await ask.daraja.control('POST', '/simulator/credential', { password: '' })
    expect(wrong.status).toBe(400)
  })
})

describe('a security credential', () => {
  test('is good when it is the password, encrypted with the certificate', async () => {
    const { ask } = await start()
    const credential = encrypt(certificatePem, pkcs1, password)
    const { result } = await ask.done('balance', { SecurityCredential: credential })
    expect(result.ResultCode).toBe(0)
  })

  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const otherKey = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  test.each([
    ['with OAEP padding', encrypt(certificatePem, constants.RSA_PKCS1_OAEP_PADDING, password)],
    ['for another certificate', encrypt(otherKey, pkcs1, password)],
    ['of another password', encrypt(certificatePem, pkcs1, 'guess')],
    ['of the password and a timestamp', encrypt(certificatePem, pkcs1, `${password}20260102`)],
    [
      'of the password in base64',
      encrypt(certificatePem, pkcs1, Buffer.from(password).toString('base64')),
    ],
    ['that is the bare password', password],
    ['that is too short', 'AAAA'],
    ['that is above the modulus', Buffer.alloc(256, 0xff).toString('base64')],
    ['that is no base64', '!?'],
  ])('%s is accepted, and fails later with 2001', async (_what, credential) => {
    const { ask, simulator } = await start()
    const { result } = await ask.done('b2cV3', { SecurityCredential: credential })
    expect(result).toMatchObject({
      ResultCode: 2001,
      ResultDesc: 'The initiator information is invalid.',
    })
    expect(simulator.books().feesCents).toBe(0n)
  })

  test('that is wrong three times in a row locks the operator, until somebody unlocks it', async () => {
    const { ask, simulator } = await start()
    const wrong = { SecurityCredential: 'AAAA' }
    for (const _try of [1, 2]) {
      expect((await ask.done('balance', wrong)).result.ResultCode).toBe(2001)
    }
    // A right one in between begins the count anew.
    expect((await ask.done('balance')).result.ResultCode).toBe(0)
    for (const _try of [1, 2, 3]) {
      expect((await ask.done('balance', wrong)).result.ResultCode).toBe(2001)
    }
    const { result } = await ask.done('balance')
    expect(result.ResultCode).toBe(8006)
    expect(parameter(result, 'ErrorMsg')).toBe('API Password is locked. ')
    expect((await ask.done('b2cV1')).result.ResultCode).toBe(8006)

    simulator.organisations.setInitiator(asker, 'testapi', { state: 'active' })
    expect((await ask.done('balance')).result.ResultCode).toBe(0)
  })

  test('is wrong as long as no password was set, and 90 days later where that is switched on', async () => {
    const { ask, simulator } = await start({ behaviour: { initiatorPasswordDays: 90 } })
    simulator.organisations.setInitiator(asker, 'pending', { roles: ['account-balance'] })
    const pending = await ask.done('balance', { Initiator: 'pending' })
    expect(pending.result.ResultCode).toBe(2001)
    expect((await ask.done('balance')).result.ResultCode).toBe(0)
    await simulator.advance(90 * 86_400_000)
    await ask.daraja.signIn()
    expect((await ask.done('balance')).result.ResultCode).toBe(2001)
    simulator.organisations.setInitiator(asker, 'testapi', { password })
    expect((await ask.done('balance')).result.ResultCode).toBe(0)
  })

  test('is anything at all where that is switched on; the role is needed all the same', async () => {
    const { ask, simulator } = await start({ behaviour: { anyCredential: true } })
    const sent = { SecurityCredential: 'made for Safaricom’s own certificate' }
    expect((await ask.done('balance', sent)).result.ResultCode).toBe(0)
    simulator.organisations.setInitiator(asker, 'testapi', { roles: ['b2c'] })
    expect((await ask.done('balance', sent)).result.ResultCode).toBe(21)
    expect((await ask.done('b2cV3', sent)).result.ResultCode).toBe(0)
  })
})
