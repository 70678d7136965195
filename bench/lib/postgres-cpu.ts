import { existsSync, readFileSync } from 'node:fs'
import type { Client } from 'pg'

const TICKS_PER_SECOND = 100

/** CPU that the server's processes have used so far, by process id; empty where the system does not tell. */
export async function postgresCpu(client: Client): Promise<Map<number, number>> {
  const { rows } = await client.query<{ pid: number }>('SELECT pid FROM pg_stat_activity')
  return new Map(rows.map(({ pid }) => [pid, cpuMsOf(pid)]))
}

/** Milliseconds of CPU used between two looks; processes that came and went in between are not counted. */
export function cpuBetween(before: Map<number, number>, after: Map<number, number>): number {
  return [...after].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0)
}

function cpuMsOf(pid: number): number {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return 0
  const text = readFileSync(file, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1000
}
