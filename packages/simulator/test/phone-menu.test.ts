import { describe, expect, test } from 'vitest'
import { collectorTill, payer, startsCollections } from './collections-harness.ts'

const start = startsCollections()
const pin = '1234'
const friend = '254711222333'

describe('the SIM toolkit menu', () => {
  test('sends money to a person with the tariff, and tells both', async () => {
    const { simulator, ofPayer, texts } = await start({
      subscribers: [
        { phone: payer, name: 'AMINA TEST' },
        { phone: friend, name: 'BRIAN OTIENO', balance: 10 },
      ],
    })
    const sent = simulator.phones.sendMoney({
      phone: '0708 374 149',
      to: '0711222333',
      amount: 500,
      pin,
    })
    expect(sent).toMatchObject({ accepted: true, code: '0' })
    expect(ofPayer()).toBe(4_493)
    expect(simulator.subscribers.get(friend)?.balance).toBe(510)
    expect(simulator.books().feesCents).toBe(700n)
    expect(texts()[0]).toContain(
      `${sent.receipt} Confirmed. Ksh500.00 sent to BRIAN OTIENO 0711222333`,
    )
    expect(texts(friend)[0]).toContain(
      `${sent.receipt} Confirmed.You have received Ksh500.00 from AMINA TEST 0708***149`,
    )
  })

  test('takes cash from an agent with the tariff', async () => {
    const { simulator, ofPayer } = await start()
    const taken = simulator.phones.withdraw({ phone: payer, agent: '123456', amount: 1_000, pin })
    expect(taken).toMatchObject({ accepted: true })
    expect(taken.text).toContain('Withdraw Ksh1,000.00 from 123456 - AGENT 123456')
    expect(ofPayer()).toBe(3_971)
    expect(simulator.books().broughtInCents).toBe(
      simulator.books().subscribersCents + simulator.books().feesCents,
    )
  })

  test('pays a till by its till number only', async () => {
    const { simulator, merchant } = await start()
    const typed = { phone: payer, amount: 100, pin }
    expect(simulator.phones.buyGoods({ ...typed, till: collectorTill.shortcode })).toMatchObject({
      accepted: false,
      code: 'SFC_IC0003',
    })
    expect(simulator.phones.buyGoods({ ...typed, till: '600984' }).accepted).toBe(false)
    const paid = simulator.phones.buyGoods({ ...typed, till: '300222' })
    expect(paid.text).toContain('Ksh100.00 paid to DUKA.')
    expect(merchant()).toBe(4_194_050n)
  })

  test('tells the balance and the last five transactions by SMS, for nothing', async () => {
    const { simulator, texts, ofPayer } = await start()
    for (let amount = 1; amount <= 6; amount++) {
      simulator.phones.buyGoods({ phone: payer, till: '300222', amount, pin })
    }
    expect(simulator.phones.balance({ phone: payer, pin }).text).toContain(
      'M-PESA Account : Ksh4,979.00',
    )
    const { text } = simulator.phones.miniStatement({ phone: payer, pin })
    expect(text).toContain('2/1 DUKA -Ksh6.00; 2/1 DUKA -Ksh5.00')
    expect(text).not.toContain('-Ksh1.00')
    expect(texts()).toHaveLength(8)
    expect(ofPayer()).toBe(4_979)
  })

  test('says what is too much, and by SMS that money is missing', async () => {
    const { simulator, ofPayer, texts } = await start({
      subscribers: [{ phone: payer, balance: 300_000, limits: { dailyKes: 1_000 } }],
    })
    const pay = (amount: number) =>
      simulator.phones.payBill({ phone: payer, business: '600984', account: 'A', amount, pin })
    expect(pay(250_001).code).toBe('3')
    expect(pay(1_001).code).toBe('4')
    expect(pay(1_000).code).toBe('0')
    expect(pay(1).code).toBe('4')
    expect(texts()).toContain('Failed. You have reached your daily M-PESA transaction limit.')
    await simulator.advance(1)
    simulator.subscribers.update(payer, { balance: 10, limits: null })
    expect(pay(11)).toMatchObject({ accepted: false, code: '1' })
    expect(texts()[0]).toContain(
      'You do not have enough money in your M-PESA account to pay Ksh11.00',
    )
    expect(ofPayer()).toBe(10)
  })

  test('counts wrong PINs, locks the PIN after three, and forgets them after a right one', async () => {
    const { simulator, ofPayer } = await start()
    const typed = { phone: payer, till: '300222', amount: 10 }
    const codes = (...pins: string[]) =>
      pins.map((one) => simulator.phones.buyGoods({ ...typed, pin: one }).code)
    expect(codes('0', '1', pin)).toEqual(['wrong-pin', 'wrong-pin', '0'])
    expect(codes('0', '1', '2', pin)).toEqual([
      'wrong-pin',
      'wrong-pin',
      'pin-locked',
      'pin-locked',
    ])
    expect(simulator.subscribers.get(payer)?.state).toBe('pin-locked')
    simulator.subscribers.update(payer, { state: 'active' })
    expect(codes(pin)).toEqual(['0'])
    expect(ofPayer()).toBe(4_980)
  })

  test.each([
    ['off', 'no-network'],
    ['out-of-coverage', 'no-network'],
    ['suspended', 'suspended'],
  ] as const)('goes nowhere on a phone that is %s', async (state, code) => {
    const { simulator, ofPayer } = await start()
    simulator.subscribers.update(payer, { state })
    const typed = { phone: payer, business: '600984', account: 'A', amount: 10, pin }
    expect(simulator.phones.payBill(typed)).toMatchObject({ accepted: false, code })
    expect(simulator.phones.balance({ phone: payer, pin }).code).toBe(code)
    expect(ofPayer()).toBe(5_000)
  })

  test('sends nothing to oneself, to nobody, or to who is not registered', async () => {
    const { simulator, ofPayer } = await start({
      openSubscribers: false,
      subscribers: [{ phone: payer }, { phone: friend, registered: false }],
    })
    const code = (to: string) =>
      simulator.phones.sendMoney({ phone: payer, to, amount: 10, pin }).code
    expect([code(payer), code('0799999999'), code(friend)]).toEqual([
      'SFC_IC0003',
      'SFC_IC0003',
      '2040',
    ])
    expect(ofPayer()).toBe(5_000)
  })

  test('speaks Swahili to those who want it', async () => {
    const { simulator } = await start({ subscribers: [{ phone: payer, language: 'sw' }] })
    const typed = { phone: payer, business: '999999', account: 'A', amount: 10, pin }
    expect(simulator.phones.payBill(typed).text).toBe('Imeshindikana. Nambari hiyo haipo.')
    expect(simulator.phones.payBill({ ...typed, pin: '0' }).text).toContain('PIN isiyo sahihi')
  })

  test('throws for what is no phone or no amount', async () => {
    const { simulator } = await start()
    const typed = { phone: payer, till: '300222', amount: 10, pin }
    expect(() => simulator.phones.buyGoods({ ...typed, phone: '12' })).toThrow(
      'not a Kenyan mobile',
    )
    expect(() => simulator.phones.buyGoods({ ...typed, amount: 1.5 })).toThrow('whole shillings')
    expect(() => simulator.phones.buyGoods({ ...typed, amount: 0 })).toThrow('whole shillings')
    const bill = { phone: payer, business: '600984', account: ' ', amount: 10, pin }
    expect(() => simulator.phones.payBill(bill)).toThrow('account number')
  })
})

describe('the menu over HTTP', () => {
  test('has a route for everything', async () => {
    const { daraja, ofPayer } = await start({ subscribers: [{ phone: payer }, { phone: friend }] })
    const at = (what: string, body: unknown) =>
      daraja.control('POST', `/simulator/phones/${payer}/${what}`, body)
    const answers = [
      await at('pay-bill', { business: '600984', account: 'A', amount: 10, pin }),
      await at('buy-goods', { till: '300222', amount: 10, pin }),
      await at('send-money', { to: friend, amount: 10, pin }),
      await at('withdraw', { agent: '12345', amount: 50, pin }),
      await at('balance', { pin }),
      await at('mini-statement', { pin }),
    ]
    for (const { status, json } of answers) {
      expect([status, json.accepted]).toEqual([200, true])
      expect(json.receipt).toMatch(/^UA2/)
      expect(json.text).toContain(String(json.receipt))
    }
    expect(ofPayer()).toBe(4_909)
  })

  test('tells names before anything is paid', async () => {
    const { daraja } = await start({ subscribers: [{ phone: payer, name: 'AMINA TEST' }] })
    const name = async (number: string) =>
      (await daraja.control('GET', `/simulator/names/${number}`)).json
    expect(await name('600984')).toEqual({ name: 'Example Org', type: 'paybill' })
    expect(await name('300222')).toEqual({ name: 'DUKA', type: 'till' })
    expect(await name('0708374149')).toEqual({ name: 'AMINA TEST', type: 'phone' })
    expect((await daraja.control('GET', '/simulator/names/999999')).status).toBe(404)
  })

  test('refuses what is wrong in a sentence', async () => {
    const { daraja } = await start()
    const path = `/simulator/phones/${payer}/pay-bill`
    expect(
      await daraja.control('POST', path, { business: '600984', amount: 1, pin }),
    ).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining('account') },
    })
    const body = { business: '600984', account: 'A', amount: 1, pin }
    expect(
      (await daraja.control('POST', '/simulator/phones/0799999999/pay-bill', body)).status,
    ).toBe(404)
  })
})
