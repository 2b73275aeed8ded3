import { archivedCount, archivedInOrder } from '../state/archive-transactions.ts'
import type { Entry, TransactionRecord } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { accounts, mayBeNegative } from './accounts.ts'

/**
 * What does not add up, one sentence each; none when the books are right: every transaction sums to zero, balances are the
 * sums of their entries, no subscriber is below zero and no Charges Paid above, receipts are unique, and nothing is in
 * memory and the archive at once. `archive: false` leaves out the transactions of the archive, which never change, and
 * takes their sums as carried forward; with a million of them the whole takes seconds.
 */
export function auditOf(state: State, { archive = true }: { archive?: boolean } = {}): string[] {
  const judge = createJudge()
  for (const transaction of state.transactions) judge.look(transaction)
  const inMemory = judge.sums()
  if (archive) {
    state.fromArchive((door) => {
      const { count, last } = archivedCount(door)
      if (count !== state.archivedTransactions || last !== count) {
        judge.say(
          `the archive holds ${count} transactions up to number ${last}, the state knows of ${state.archivedTransactions}`,
        )
      }
      for (const transaction of archivedInOrder(door, state.archivedTransactions)) {
        judge.look(transaction)
        if (state.tables.transaction.has(transaction.id)) {
          judge.say(`transaction ${transaction.id} is in memory and in the archive`)
        }
      }
    })
  }
  return [...judge.breaks, ...judgeBalances(state, inMemory, archive ? judge.sums() : undefined)]
}

function createJudge() {
  const breaks: string[] = []
  const receipts = new Set<string>()
  const sums = new Map<string, bigint>()
  return {
    breaks,
    say: (sentence: string) => void breaks.push(sentence),
    sums: () => new Map(sums),
    look({ id, entries, receipt }: TransactionRecord) {
      let total = 0n
      for (const { account, cents } of entries) {
        sums.set(account, (sums.get(account) ?? 0n) + cents)
        total += cents
      }
      if (total !== 0n) breaks.push(`transaction ${id} does not balance: ${total} cents over`)
      if (receipt === null) return
      if (receipts.has(receipt)) breaks.push(`receipt ${receipt} exists twice`)
      receipts.add(receipt)
    },
  }
}

function judgeBalances(
  state: State,
  inMemory: ReadonlyMap<string, bigint>,
  everything: ReadonlyMap<string, bigint> | undefined,
): string[] {
  const breaks: string[] = []
  let total = 0n
  for (const account of state.accounts()) {
    const balance = state.balanceOf(account)
    total += balance
    const forward = state.tables.forward.get(account)?.cents ?? 0n
    const brought = state.tables.brought.get(account)?.cents ?? 0n
    const cents = (inMemory.get(account) ?? 0n) + forward + brought
    if (balance !== cents) {
      breaks.push(`${account} shows ${balance} cents, its entries say ${cents}`)
    }
    breaks.push(...judgeSign({ account, cents: balance }))
  }
  if (total !== 0n) breaks.push(`all accounts together are ${total} cents, not zero`)
  if (everything !== undefined) breaks.push(...judgeForward(state, inMemory, everything))
  return breaks
}

function judgeSign({ account, cents }: Entry): string[] {
  if (cents < 0n && !mayBeNegative(account)) return [`${account} is below zero: ${cents}`]
  const isCharges = account !== accounts.world && account.endsWith(':charges')
  return cents > 0n && isCharges ? [`${account} is above zero: ${cents}`] : []
}

/** What was carried forward of archived transactions is what they say. */
function judgeForward(
  state: State,
  inMemory: ReadonlyMap<string, bigint>,
  everything: ReadonlyMap<string, bigint>,
): string[] {
  return [...state.tables.forward].flatMap(([account, { cents }]) => {
    const archived = (everything.get(account) ?? 0n) - (inMemory.get(account) ?? 0n)
    if (cents === archived) return []
    return [`${account} carries ${cents} cents forward, the archive says ${archived}`]
  })
}
