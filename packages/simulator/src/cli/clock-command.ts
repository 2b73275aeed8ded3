import type { Command } from 'commander'
import { CommandProblem } from './problem.ts'
import { addUrlOption, ask, print } from './remote.ts'

const unitsMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

export function addClockCommand(program: Command): void {
  addUrlOption(program.command('clock [duration]'))
    .description(
      'show the simulator’s time, or move it on by a minute (1m), an hour (1h), three days (3d) …',
    )
    .action(clock)
}

async function clock(duration: string | undefined, { url }: { url: string }): Promise<void> {
  const state =
    duration === undefined
      ? await ask<ClockState>(url, 'GET', '/simulator/clock')
      : await ask<ClockState>(url, 'POST', '/simulator/clock/advance', {
          ms: durationMs(duration),
        })
  print(`${state.now}, ${Math.round(state.offsetMs / 1_000)} seconds ahead of this machine.`)
}

type ClockState = { now: string; offsetMs: number }

function durationMs(typed: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(typed.trim()) ?? []
  const unitMs = unitsMs[unit]
  if (unitMs === undefined)
    throw new CommandProblem('Give a duration such as 90s, 10m, 6h or 3d.', 2)
  return Number(number) * unitMs
}
