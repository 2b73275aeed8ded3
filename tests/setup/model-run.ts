import { expect } from 'vitest'
import { safaricomAddress } from './api-call.ts'
import type { Command, History } from './model.ts'
import { forge, post } from './model-forge.ts'
import { genuineCallbacks, type ModelPhone, newKey, pushesOf, type World } from './model-world.ts'
import { type CallAnswer, type CallOptions, Crash } from './system.ts'

const hourMs = 3_600_000
/** The whole schedule of questions, from the last push on, and the longest delay of a callback. */
const untilAllIsSaidMs = 30 * hourMs

/** Lets a history happen, and time enough after it that everything which can be known is known. */
export async function runHistory(world: World, { commands }: History): Promise<void> {
  const { system, phones } = world
  for (const command of commands) {
    await perform(world, command)
    await system.settle()
    await system.revive()
  }
  system.crashAt(null)
  system.simulator.faults.clear()
  for (const { number } of phones) system.simulator.subscribers.update(number, { state: 'active' })
  await system.elapse(untilAllIsSaidMs)
}

async function perform(world: World, command: Command): Promise<void> {
  const { system } = world
  switch (command.do) {
    case 'push':
      return push(world, command)
    case 'answer':
      return answer(world, command)
    case 'switch': {
      const { number } = phoneOf(world, command.phone)
      const { state } = command
      if (system.simulator.subscribers.get(number)?.state !== 'pin-locked') {
        system.simulator.subscribers.update(number, { state })
      }
      return
    }
    case 'look': {
      const { lastTransaction } = phoneOf(world, command.phone)
      if (lastTransaction === '') return
      const looked = await tryCall(world, 'GET', `/api/mpesa/check-status/${lastTransaction}`)
      if (looked !== undefined) expect(looked.status).toBe(200)
      return
    }
    case 'again':
      return tellAgain(world, command)
    case 'forge':
      return forge(world, phoneOf(world, command.phone), command.forgery)
    case 'crash-at':
      return system.crashAt(command.step, command.nth)
    case 'crash':
      return system.crash()
    case 'wait':
      return system.elapse(command.ms)
  }
}

async function push(world: World, command: Command & { do: 'push' }): Promise<void> {
  const phone = phoneOf(world, command.phone)
  const { faults, subscribers } = world.system.simulator
  subscribers.update(phone.number, { autoAnswer: command.prompted })
  for (const { name, rule } of command.faults) {
    const isOauth = 'on' in rule && rule.on === 'oauth'
    faults.add(name, isOauth ? rule : { ...rule, phone: phone.msisdn })
  }
  const request = {
    body: { user_id: phone.userId, amount: command.amount, phone_number: phone.number },
    headers: command.retried ? { 'idempotency-key': newKey() } : {},
  }
  let pushed = await tryCall(world, 'POST', '/api/mpesa/stk-push', request)
  if (pushed === undefined && command.retried) {
    await world.system.revive()
    pushed = await tryCall(world, 'POST', '/api/mpesa/stk-push', request)
  }
  if (pushed === undefined) return
  expect([200, 202, 409, 429, 502, 503], JSON.stringify(pushed.body)).toContain(pushed.status)
  phone.lastTransaction = pushed.body.transaction_id ?? phone.lastTransaction
}

async function answer(world: World, { phone, how }: Command & { do: 'answer' }): Promise<void> {
  const { number } = phoneOf(world, phone)
  const { prompts, subscribers } = world.system.simulator
  const subscriber = subscribers.get(number)
  if (subscriber?.prompt == null) return
  switch (how) {
    case 'pay':
      prompts.pay(number)
      return
    case 'decline':
      prompts.decline(number)
      return
    case 'wrong-pin':
      prompts.pay(number, subscriber.pin === '0000' ? '1111' : '0000')
      return
  }
}

/** What Safaricom told once arrives again, many times at once, however old it is. */
async function tellAgain(
  world: World,
  { callback, copies }: Command & { do: 'again' },
): Promise<void> {
  const told = pushesOf(world).flatMap((push) => genuineCallbacks(world, push))
  const one = told[callback % Math.max(1, told.length)]
  if (one === undefined) return
  const again = { path: one.path, body: one.body, from: safaricomAddress }
  await Promise.all(Array.from({ length: copies }, () => post(world.system, again)))
}

/** Undefined when the server died before it answered. */
async function tryCall(
  { system }: World,
  method: 'GET' | 'POST',
  url: string,
  options: CallOptions = {},
): Promise<CallAnswer | undefined> {
  try {
    return await system.whilePassing(system.call(method, url, options))
  } catch (error) {
    if (error instanceof Crash) return undefined
    throw error
  }
}

function phoneOf({ phones }: World, place: number): ModelPhone {
  // There is at least one phone.
  return phones[place % phones.length] as ModelPhone
}
