import { BillingError } from '../errors'

/** Reads a body as text, refusing more than `maxBytes` before it is all in memory. */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () =>
    new BillingError({
      kind: 'too_large',
      code: 'body_too_large',
      message: `The body may be ${maxBytes} bytes at most.`,
    })
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > maxBytes) throw tooLarge()
  if (announced !== null) {
    // The server reads no more than was announced, and reads it whole without the detour of a stream.
    const text = await request.text()
    if (text.length > maxBytes) throw tooLarge()
    return text
  }
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
