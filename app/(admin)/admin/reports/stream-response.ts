import 'server-only'

/** A download that is made while it is sent: memory does not grow with it. */
export function streamResponse(
  pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>,
  { name, contentType }: { name: string; contentType: string },
): Response {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  })
}
