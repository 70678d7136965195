import { createServer } from 'node:net'
import { Complaint } from './complaint.mjs'

/** Whether nothing listens on this port of the loopback address. */
export function isFree(/** @type {number} */ port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .once('listening', () => probe.close(() => resolve(true)))
    probe.listen({ port, host, exclusive: true })
  })
}

/** The first free port from `first` on. */
export async function freePort(/** @type {number} */ first) {
  for (let port = first; port < first + 200; port++) if (await isFree(port)) return port
  throw new Complaint(`No free port was found between ${first} and ${first + 199}.`)
}

/** Several free ports that differ from each other, for a run that must not meet another run on this machine. */
export async function freePorts(/** @type {number} */ count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        /** @type {Promise<import('node:net').Server>} */ (
          new Promise((resolve, reject) => {
            const server = createServer().once('error', reject)
            server.listen({ port: 0, host: '127.0.0.1' }, () => resolve(server))
          })
        ),
    ),
  )
  const ports = servers.map((server) => /** @type {import('node:net').AddressInfo} */ (server.address()).port)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return ports
}
