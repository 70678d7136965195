import { checkHealth } from '@/lib/runtime/check-health'

export const dynamic = 'force-dynamic'

/** 200 when all is well, else 503; names what is not. Public: it tells nothing but that. */
export async function GET(): Promise<Response> {
  const health = await checkHealth()
  return Response.json(health, { status: health.ok ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
