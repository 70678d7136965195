import { connect, type Socket } from 'node:net'

/**
 * One kept-alive HTTP/1.1 connection that sends prepared bytes and reads the status. Bare sockets, because the load
 * shares two cores with what it measures: `fetch` would take more of them than the server.
 */
export class HttpConnection {
  private received: Buffer = Buffer.alloc(0)
  private waiting: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.read(chunk))
    socket.on('error', (error) => this.waiting?.reject(error))
    socket.on('close', () => this.waiting?.reject(new Error('The server closed the connection.')))
  }

  static open(url: string): Promise<HttpConnection> {
    const { hostname, port } = new URL(url)
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname === 'localhost' ? '127.0.0.1' : hostname, port: Number(port) })
        .once('connect', () => resolve(new HttpConnection(socket)))
        .once('error', reject)
    })
  }

  /** Sends one request and answers the status once the whole response has come. */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject }
      this.socket.write(request)
    })
  }

  close(): void {
    this.waiting = undefined
    this.socket.destroy()
  }

  private read(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk])
    const headEnd = this.received.indexOf('\r\n\r\n')
    if (headEnd === -1) return
    const head = this.received.toString('latin1', 0, headEnd)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    const isWhole =
      length === undefined
        ? this.received
            .subarray(headEnd + 4)
            .toString('latin1')
            .endsWith('0\r\n\r\n') // chunked
        : this.received.length >= headEnd + 4 + Number(length)
    if (!isWhole) return
    this.received = Buffer.alloc(0)
    const waiting = this.waiting
    this.waiting = undefined
    waiting?.resolve(Number(head.slice(9, 12)))
  }
}

/** A POST as bytes. */
export function postBytes(url: string, headers: Record<string, string>, body: string): Buffer {
  const { host, pathname } = new URL(url)
  const all = { host, 'content-type': 'application/json', ...headers, 'content-length': Buffer.byteLength(body) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return Buffer.from(`POST ${pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}
