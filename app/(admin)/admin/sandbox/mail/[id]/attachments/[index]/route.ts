import { staffRoute } from '@/app/_server/route'
import { getMailAttachment } from '@/lib/runtime/sandbox-control'

/** An attachment of an email in the sandbox's mailbox. */
export const GET = staffRoute<{ id: string; index: string }>('staff.time_machine', async ({ params }) => {
  const attachment = await getMailAttachment({ id: params.id, index: Number(params.index) })
  const headers = new Headers({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' })
  for (const name of ['content-type', 'content-disposition']) {
    const value = attachment.headers.get(name)
    if (value) headers.set(name, value)
  }
  return new Response(attachment.body, { headers })
})
