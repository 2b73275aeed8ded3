import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { depositStates } from '../../packages/server/src/transactions/index.ts'
import { openDeposit } from '../setup/deposits.ts'
import { sharedSystem } from '../setup/scenario.ts'

const system = sharedSystem()
let superuser: pg.Client

beforeAll(async () => {
  superuser = new pg.Client({ connectionString: system().database.superuserUrl })
  await superuser.connect()
  await openDeposit(system())
})
afterAll(() => superuser.end())

const states = Object.keys(depositStates) as (keyof typeof depositStates)[]

describe('the states of a deposit', () => {
  test('are the same in the database and in the code', async () => {
    const { rows: inDatabase } = await superuser.query(
      'select state, status from mpesa.deposit_state',
    )
    expect(Object.fromEntries(inDatabase.map(({ state, status }) => [state, status]))).toEqual(
      Object.fromEntries(states.map((state) => [state, depositStates[state].status])),
    )
    const { rows } = await superuser.query<{ from: string; to: string }>(
      'select from_state as from, to_state as to from mpesa.deposit_transition',
    )
    const transitions = states.flatMap((from) => depositStates[from].to.map((to) => ({ from, to })))
    const text = ({ from, to }: { from: string; to: string }) => `${from} → ${to}`
    expect(rows.map(text).sort()).toEqual(transitions.map(text).sort())
  })

  test.each(states)(
    '%s shows as the status that the table gives it, and goes only where it may',
    async (from) => {
      await superuser.query('begin')
      try {
        const { rows } = await superuser.query<{ id: string }>('select id from mpesa.transaction')
        const id = rows[0]?.id
        // Without its triggers, so that any state can be the first.
        await superuser.query("set local session_replication_role = 'replica'")
        const forced = await superuser.query(
          `update mpesa.transaction set state = $2, posting_id = case when $2 = 'completed' then 1 end
         where id = $1 returning status`,
          [id, from],
        )
        expect(forced.rows).toEqual([{ status: depositStates[from].status }])
        await superuser.query("set local session_replication_role = 'origin'")
        const reached: string[] = []
        for (const to of states.filter((state) => state !== from)) {
          if (await goes(id, to)) reached.push(to)
        }
        expect(reached.sort()).toEqual([...depositStates[from].to].sort())
      } finally {
        await superuser.query('rollback')
      }
    },
  )
})

async function goes(id: string | undefined, to: string): Promise<boolean> {
  await superuser.query('savepoint here')
  try {
    await superuser.query(
      `update mpesa.transaction set state = $2, posting_id = case when $2 = 'completed' then 1 end where id = $1`,
      [id, to],
    )
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'HZ101' })
    return false
  } finally {
    await superuser.query('rollback to savepoint here')
  }
}
