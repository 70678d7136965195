import { timingSafeEqual } from 'node:crypto'
import { now } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import { unauthenticated } from '@/lib/platform/errors'
import { problemResponse } from '@/lib/platform/http/problem'
import { beat } from '@/lib/runtime/heartbeat'
import { runJobs } from '@/lib/runtime/run-jobs'
import { tick } from '@/lib/runtime/tick'

export const dynamic = 'force-dynamic'
export const maxDuration = 60

/** Where no worker runs (Vercel), this is it: a tick and the jobs it brings up. Proven by CRON_SECRET, as Vercel sends it. */
export async function GET(request: Request): Promise<Response> {
  try {
    assertCronSecret(request.headers.get('authorization'))
    const result = await tick({ now: await now() })
    await runJobs()
    await beat('cron', { ticked: true })
    return Response.json(result)
  } catch (error) {
    return problemResponse(error)
  }
}

function assertCronSecret(given: string | null): void {
  const wanted = Buffer.from(`Bearer ${env.CRON_SECRET ?? ''}`)
  const sent = Buffer.from(given ?? '')
  if (!env.CRON_SECRET || sent.length !== wanted.length || !timingSafeEqual(sent, wanted)) {
    throw unauthenticated('The cron secret is missing or wrong.')
  }
}
