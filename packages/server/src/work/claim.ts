import type { Context } from '../context.ts'
import type { WorkItem, WorkKind, WorkOutcome } from './work.ts'

export type Claimed = WorkItem & { id: bigint; requested: number }

/** Claims what is due of one kind by moving its due time on by the lease; others skip it meanwhile. */
export async function claimDue(
  ctx: Context,
  kind: WorkKind,
  options: { limit: number; leaseMs: number },
): Promise<Claimed[]> {
  const now = ctx.clock.now()
  const { rows } = await ctx.db.pool.query<Claimed>({
    name: 'work.claim',
    text: `
      with due as (
        select id from app.work where kind = $1 and due_at <= $2 order by due_at limit $3 for update skip locked
      )
      update app.work w set due_at = $4, attempts = w.attempts + 1, last_run_at = $2
      from due where w.id = due.id
      returning w.id, w.subject, w.attempts, w.requested`,
    values: [kind, now, options.limit, new Date(now.getTime() + options.leaseMs)],
  })
  return rows
}

/**
 * Writes down what became of claimed items. One that was asked for again meanwhile stays due. Rows that somebody holds
 * are passed over, never waited for, so that this cannot deadlock with a batch of settlements: whoever holds a row
 * removes it or asks for it again, and if not, the lease brings it back.
 */
export async function concludeWork(
  ctx: Context,
  outcomes: readonly { item: Claimed; outcome: WorkOutcome }[],
): Promise<void> {
  const done = outcomes.filter(({ outcome }) => 'done' in outcome).map(({ item }) => item)
  if (done.length > 0) {
    await ctx.db.pool.query({
      name: 'work.done',
      text: `
        with free as (
          select w.id from app.work w join unnest($1::bigint[], $2::integer[]) as d (id, requested)
            on w.id = d.id and w.requested = d.requested
          for update of w skip locked
        )
        delete from app.work w using free where w.id = free.id`,
      values: [done.map((item) => item.id), done.map((item) => item.requested)],
    })
  }
  const later = outcomes.flatMap(({ item, outcome }) => {
    if ('done' in outcome) return []
    const dueAt =
      'dueAt' in outcome ? outcome.dueAt : new Date(ctx.clock.now().getTime() + outcome.pauseMs)
    return [{ item, dueAt }]
  })
  if (later.length > 0) {
    await ctx.db.pool.query({
      name: 'work.later',
      text: `
        with free as (
          select w.id, d.due_at from app.work w
          join unnest($1::bigint[], $2::integer[], $3::timestamptz[]) as d (id, requested, due_at)
            on w.id = d.id and w.requested = d.requested
          for update of w skip locked
        )
        update app.work w set due_at = free.due_at from free where w.id = free.id`,
      values: [
        later.map(({ item }) => item.id),
        later.map(({ item }) => item.requested),
        later.map(({ dueAt }) => dueAt),
      ],
    })
  }
}

/** When the next row of this kind is due; undefined when nothing waits. */
export async function nextDueAt(ctx: Context, kind: WorkKind): Promise<Date | undefined> {
  const { rows } = await ctx.db.pool.query<{ due_at: Date | null }>({
    name: 'work.next',
    text: 'select min(due_at) as due_at from app.work where kind = $1',
    values: [kind],
  })
  return rows[0]?.due_at ?? undefined
}
