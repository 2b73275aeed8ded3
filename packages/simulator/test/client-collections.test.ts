import { createDaraja, parseDaraja } from '@hazina/daraja'
import { type Msisdn, parseMsisdn } from '@hazina/daraja/msisdn'
import { expect, test } from 'vitest'
import {
  collector,
  collectorTill,
  confirmationUrl,
  payer,
  sampleAt,
  startsCollections,
  validationUrl,
} from './collections-harness.ts'

const begin = startsCollections()
const hook = 'https://pay.example.com/hooks/any'
const dayMs = 86_400_000

/** This repository's own client, speaking to the simulator. */
async function start(options: Parameters<typeof begin>[0] = {}) {
  const started = await begin({
    timings: { callbackDelayMs: 1_000 },
    businesses: [{ ...collector, externalValidation: true }, collectorTill],
    subscribers: [
      { phone: payer, name: 'AMINA TEST' },
      { phone: collectorTill.nominatedNumber, name: 'DUKA OPERATOR' },
    ],
    ...options,
  })
  const { simulator, received } = started
  const client = createDaraja({
    baseUrl: simulator.url,
    consumerKey: 'key',
    consumerSecret: 'secret',
    fetch: simulator.fetch,
    clock: simulator.clock,
    limits: 'off',
  })
  const told = (url: string) =>
    received
      .filter((one) => one.url === url)
      .map((one) => {
        const parsed = parseDaraja(one.body)
        if (!parsed.ok) throw new Error(parsed.reason)
        return parsed.message
      })
  return { ...started, client, told }
}

function msisdn(phone: string): Msisdn {
  const parsed = parseMsisdn(phone, { allowOtherNetworks: true })
  if (!parsed.ok) throw new Error(phone)
  return parsed.msisdn
}

test('C2B: register, pay, validate, confirm, pull', async () => {
  const { client, told, simulator, utility } = await start()
  const registered = await client.c2bRegister({
    shortcode: '600984',
    responseType: 'Cancelled',
    confirmationUrl,
    validationUrl,
  })
  expect(registered.outcome).toBe('accepted')
  const simulated = await client.c2bSimulate({
    shortcode: '600984',
    commandId: 'CustomerPayBillOnline',
    amount: 40,
    msisdn: msisdn(payer),
    accountReference: 'UNIT-7',
  })
  expect(simulated.outcome).toBe('accepted')
  await simulator.settled()
  await simulator.advance(1_000)
  expect(told(validationUrl)).toMatchObject([{ kind: 'c2b', unreadable: [] }])
  expect(told(confirmationUrl)).toMatchObject([{ kind: 'c2b', unreadable: [] }])
  expect(utility()).toBe(4_188_050n)

  const { nominatedNumber } = collectorTill
  const pulling = {
    shortcode: '600984',
    nominatedNumber: msisdn(nominatedNumber),
    callbackUrl: hook,
  }
  expect(await client.pullRegister(pulling)).toMatchObject({ outcome: 'accepted' })
  const from = new Date(sampleAt.getTime() - dayMs)
  const to = new Date(sampleAt.getTime() + dayMs)
  expect(await client.pullQuery({ shortcode: '600984', from, to })).toMatchObject({
    outcome: 'answered',
    rows: [{ billReference: 'UNIT-7', amount: 40, msisdn: payer, transactedAt: sampleAt }],
    unusable: 0,
  })
})

test('Express CheckOut: ask, approve, hear of it', async () => {
  const { client, told, simulator, utility } = await start()
  const asked = await client.expressCheckout({
    till: '600111',
    paybill: '600984',
    amount: 85,
    paymentReference: 'PO-118',
    callbackUrl: hook,
    partnerName: 'Acme',
    requestRefId: 'r-1',
  })
  expect(asked.outcome).toBe('accepted')
  await simulator.advance(1_000)
  simulator.prompts.pay(collectorTill.nominatedNumber)
  await simulator.advance(1_000)
  expect(told(hook)).toMatchObject([{ kind: 'express', unreadable: [] }])
  expect(utility()).toBe(4_192_550n)
})

test('Ratiba: ask, agree, hear of it, be paid', async () => {
  const { client, told, simulator, utility } = await start()
  const asked = await client.ratiba({
    name: 'Rent',
    startDate: new Date(sampleAt.getTime() + dayMs),
    endDate: new Date(sampleAt.getTime() + 3 * dayMs),
    frequency: 'daily',
    to: { type: 'paybill', number: '600984' },
    amount: 100,
    msisdn: msisdn(payer),
    callbackUrl: hook,
    accountReference: 'UNIT-7',
    description: 'Rent',
  })
  expect(asked.outcome).toBe('accepted')
  await simulator.advance(1_000)
  simulator.prompts.pay(payer)
  await simulator.advance(10 * dayMs)
  expect(told(hook)).toMatchObject([{ kind: 'ratiba', unreadable: [] }])
  expect(utility()).toBe(4_184_050n + 30_000n)
})

test('Bill Manager: opt in, invoice, be paid, acknowledge; cancel', async () => {
  const { client, told, simulator, utility } = await start()
  const { billManager } = client
  const details = {
    shortcode: '600984',
    email: 'billing@example.com',
    officialContact: msisdn(payer),
    sendReminders: true,
    callbackUrl: hook,
  }
  const optedIn = await billManager.optIn(details)
  expect(optedIn).toMatchObject({ outcome: 'accepted', appKey: expect.stringMatching(/^AG_/) })
  expect((await billManager.changeOptIn(details)).outcome).toBe('accepted')
  const invoice = {
    externalReference: 'EXT-9',
    billedName: 'Amina Test',
    billedPhone: msisdn(payer),
    billedPeriod: 'January 2026',
    invoiceName: 'Rent',
    dueDate: new Date(sampleAt.getTime() + 20 * dayMs),
    accountReference: 'UNIT-7',
    amount: 450,
  }
  expect((await billManager.invoice(invoice)).outcome).toBe('accepted')
  const others = ['EXT-10', 'EXT-11', 'EXT-12'].map((externalReference) => ({
    ...invoice,
    externalReference,
    accountReference: externalReference,
  }))
  expect((await billManager.invoices({ invoices: others })).outcome).toBe('accepted')
  const cancelled = await billManager.cancelInvoices({ externalReferences: ['EXT-10', 'EXT-11'] })
  expect(cancelled.outcome).toBe('accepted')
  expect((await billManager.cancelInvoice({ externalReference: 'EXT-12' })).outcome).toBe(
    'accepted',
  )

  simulator.phones.payBill({
    phone: payer,
    business: '600984',
    account: 'UNIT-7',
    amount: 450,
    pin: '1234',
  })
  await simulator.settled()
  await simulator.advance(1_000)
  expect(told(hook)).toMatchObject([{ kind: 'bill-payment', unreadable: [] }])
  expect(utility()).toBe(4_184_050n + 45_000n)
  expect(await billManager.cancelInvoice({ externalReference: 'EXT-9' })).toMatchObject({
    outcome: 'rejected',
  })
  const acknowledged = await billManager.reconcile({
    paymentDate: sampleAt,
    paidAmount: 450,
    accountReference: 'UNIT-7',
    receipt: 'UA2BILL001',
    phone: msisdn(payer),
    fullName: 'Amina Test',
    invoiceName: 'Rent',
    externalReference: 'EXT-9',
  })
  expect(acknowledged.outcome).toBe('accepted')
})

test('Bonga: what points are worth, and paying with them', async () => {
  const { client, simulator, utility } = await start()
  simulator.subscribers.update(payer, { bongaPoints: 1_000 })
  expect(await client.bonga.calculatePoints({ points: 250 })).toMatchObject({
    outcome: 'answered',
    amount: 50,
  })
  const redeemed = await client.bonga.redeemPaybill({
    msisdn: msisdn(payer),
    amount: 50,
    points: 250,
    rate: '0.2',
    shortcode: '600984',
    accountNumber: 'UNIT-7',
  })
  expect(redeemed.outcome).toBe('accepted')
  await simulator.advance(1_000)
  simulator.prompts.pay(payer)
  expect([utility(), simulator.subscribers.get(payer)?.bongaPoints]).toEqual([4_189_050n, 750])
})

test('look-ups: SIM, organisation, name, identity, QR', async () => {
  const { client, simulator } = await start()
  const who = { msisdn: msisdn(payer) }
  expect(await client.simSwap(who)).toMatchObject({ outcome: 'answered', lastSwap: 'none' })
  simulator.subscribers.update(payer, { simSwapped: true })
  expect(await client.imsi(who)).toMatchObject({
    outcome: 'answered',
    imsi: expect.stringMatching(/^\d{16}$/),
    lastSwap: expect.any(Date),
    registeredAt: expect.any(Date),
  })
  expect((await client.imsiLookup(who)).outcome).toBe('answered')
  expect((await client.ageOnNetwork(who)).outcome).toBe('answered')
  const organisation = { type: 'paybill', number: '600984' } as const
  expect(await client.orgInfo({ organisation })).toMatchObject({
    outcome: 'answered',
    name: 'Example Org',
  })
  const asked = { requestId: 'r-1', ...who, shortcode: '600984' }
  expect(await client.b2cHakikisha(asked)).toMatchObject({
    outcome: 'answered',
    firstName: 'AMINA',
    lastName: 'T******',
  })
  const identity = await client.validateIdentity({
    requestRefId: 'r-1',
    shortcode: '600984',
    ...who,
    idType: '01',
    idNumber: simulator.phones.identityNumber(payer),
  })
  expect(identity).toMatchObject({ outcome: 'answered', facts: { status: 'TRUE' } })
  const qr = await client.dynamicQr({
    merchantName: 'ACME',
    reference: 'INV-20417',
    amount: 125,
    to: { type: 'paybill', number: '600984' },
  })
  expect(qr.outcome).toBe('answered')
})
