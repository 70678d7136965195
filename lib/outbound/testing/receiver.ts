import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  headers: IncomingHttpHeaders
  body: string
}

export interface Receiver {
  url: string
  received: Received[]
  /** How it answers from now on: a status, or not at all. */
  answers: (how: number | 'nothing') => void
  close: () => void
}

/** A customer's server: keeps what it is sent and answers as it is told. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let how: number | 'nothing' = 200
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
      if (how !== 'nothing') response.writeHead(how, { location: '/elsewhere' }).end(`answered ${how}`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    answers: (next) => (how = next),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
