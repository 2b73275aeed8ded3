import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { expectLikeVector, payer, startsCollections, vectors } from './collections-harness.ts'

const start = startsCollections()
const hour = 3_600_000

describe('look-ups about a SIM', () => {
  test('tell the hashed IMSI, the last swap and the registration', async () => {
    const { send, simulator } = await start()
    simulator.subscribers.update(payer, { simSwapped: true })
    await simulator.advance(1_000)
    const answer = await send('imsi')
    expect(answer.status).toBe(200)
    expectLikeVector(answer.json, vectors.syncResponses.imsi.body, [
      'requestRefID',
      'imsi',
      'lastSwapDate',
      'msisdnRegistrationDate',
    ])
    expect(answer.json.imsi).toMatch(/^\d{16}$/)
    expect(answer.json.lastSwapDate).toBe('02-01-2026')
    expect(answer.json.msisdnRegistrationDate).toMatch(/^\d{2}-\d{2}-20\d{2}$/)
  })

  test('forget a swap after three months', async () => {
    const { send, simulator, daraja } = await start()
    const none = await send('swap')
    expectLikeVector(none.json, vectors.syncResponses.swap_none.body, ['requestRefID'])
    simulator.subscribers.update(payer, { simSwapped: true })
    expect((await send('swap')).json.lastSwapDate).toBe('02-01-2026 11:15')
    await simulator.advance(91 * 24 * hour)
    await daraja.signIn()
    expect((await send('swap')).json.lastSwapDate).toBe('01-01-1900 00:00')
  })

  test('answer for age on network and IMSI look-up too', async () => {
    const { daraja } = await start()
    const body = { customerNumber: payer }
    const { msisdnRegistrationDate } = (await daraja.post('/imsi/v1/checkATI', body)).json
    expect((await daraja.post('/registration/lookup/v1/checkATI', body)).json).toMatchObject({
      responseCode: '200',
      msisdnRegistrationDate,
      customerNumber: payer,
    })
    expect((await daraja.post('/imsi-lookup/v1/checkATI', body)).json).toMatchObject({
      responseCode: '200',
      imsi: expect.stringMatching(/^\d{16}$/),
    })
  })

  test('refuse what is no number, and do not know everybody', async () => {
    const { send } = await start({ openSubscribers: false })
    expect((await send('swap', { customerNumber: '0708374149' })).status).toBe(400)
    expect(await send('swap', { customerNumber: '254799999999' })).toMatchObject({
      status: 400,
      json: { responseCode: '404', responseDesc: 'Not found' },
    })
  })
})

describe('Query Org Info', () => {
  test('tells who a short code or a till is', async () => {
    const { send } = await start()
    const answer = await send('orgInfo')
    expect(answer.status).toBe(200)
    expectLikeVector(answer.json, vectors.syncResponses.orgInfo.body, ['ConversationID'])
    expect(
      (await send('orgInfo', { IdentifierType: '2', Identifier: '300222' })).json,
    ).toMatchObject({
      OrganizationShortCode: '300222',
      OrganizationName: 'DUKA',
    })
    expect((await send('orgInfo', { Identifier: '999999' })).json).toMatchObject({
      ResponseMessage: 'Invalid Identifier',
    })
    const table = await start({ behaviour: { orgInfoSuccess: '0' } })
    expect((await table.send('orgInfo')).json.ResponseCode).toBe('0')
  })
})

describe('B2C Hakikisha', () => {
  const path = '/mpesa/b2c/hakikisha/v1/hakikisha'
  const asked = (msisdn: string) => ({
    header: { requestID: 'r-1', timestamp: '1748933384' },
    body: { msisdn, shortcode: '600984' },
  })

  test('tells the first name, and masks the others', async () => {
    const { daraja } = await start({ subscribers: [{ phone: payer, name: 'AMINA WANJIRU TEST' }] })
    expect((await daraja.post(path, asked(payer))).json).toEqual({
      header: { requestID: 'r-1', timestamp: '1748933384', status: '200', message: 'Success' },
      body: { firstName: 'AMINA', middleName: 'W******', lastName: 'T******' },
    })
  })

  test('knows no customer who is not registered', async () => {
    const { daraja } = await start({ subscribers: [{ phone: payer, registered: false }] })
    expect(await daraja.post(path, asked(payer))).toMatchObject({
      status: 400,
      json: { header: { status: '400' }, body: { message: 'The customer does not exist.' } },
    })
    expect((await daraja.post(path, asked('0708374149'))).status).toBe(400)
  })
})

describe('Mobile Number Validation', () => {
  test('says whether an ID belongs to a number, and nothing else', async () => {
    const { daraja, simulator } = await start()
    const ask = (idNumber: string, idType = '01') =>
      daraja.post('/v1/KYC-validation/validateID', {
        requestRefID: 'r-1',
        shortCode: '600984',
        msisdn: payer,
        idType,
        idNumber,
      })
    const idNumber = simulator.phones.identityNumber(payer)
    expect((await ask(idNumber)).json).toMatchObject({ responseCode: '200', status: 'TRUE' })
    expect((await ask('1')).json.status).toBe('FALSE')
    expect((await ask(idNumber, '05')).json.status).toBe('FALSE')
    expect((await ask(idNumber, '99')).json.responseMessage).toBe('Bad Request - Invalid idType')
  })
})

describe('Dynamic QR', () => {
  test('gives a PNG of the size that was asked for', async () => {
    const { send } = await start()
    const answer = await send('qr')
    expect(answer.status).toBe(200)
    expectLikeVector(answer.json, vectors.syncResponses.qr_live.body, ['QRCode'])
    for (const Size of ['300', '120', '512']) {
      const { QRCode } = (await send('qr', { Size })).json
      const png = Buffer.from(String(QRCode), 'base64')
      expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Number(Size), Number(Size)])
      expect(isDark(png)).toBe(true)
    }
    const docs = await start({ behaviour: { qrAnswer: 'docs' } })
    expectLikeVector((await docs.send('qr')).json, vectors.syncResponses.qr_docs.body, [
      'ResponseCode',
      'RequestID',
      'QRCode',
    ])
  })

  test.each([
    { TrxCode: 'XX' },
    { CPI: 'x' },
    { TrxCode: 'SM', CPI: '600984' },
    { Size: '0' },
    { Size: '99999' },
    { Amount: 'many' },
    { MerchantName: '' },
  ])('refuses %j', async (change) => {
    const { send } = await start()
    expect(await send('qr', change)).toMatchObject({
      status: 400,
      json: { errorCode: '400.002.05' },
    })
  })
})

/** Whether anything is drawn in the image at all. */
function isDark(png: Buffer): boolean {
  const chunks: Buffer[] = []
  for (let offset = 8; offset < png.length; ) {
    const length = png.readUInt32BE(offset)
    if (png.toString('latin1', offset + 4, offset + 8) === 'IDAT') {
      chunks.push(png.subarray(offset + 8, offset + 8 + length))
    }
    offset += length + 12
  }
  const pixels = inflateSync(Buffer.concat(chunks))
  return pixels.includes(0) && pixels.includes(255)
}
