import { conflict } from '@/lib/platform/errors'

/** Throws endpoint_disabled: nothing is sent to an endpoint that is off. */
export function assertEnabled({ status }: { status: string }): void {
  if (status !== 'ENABLED') throw conflict('endpoint_disabled', 'This endpoint is off: switch it on first.')
}
