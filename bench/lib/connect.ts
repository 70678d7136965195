import { Client } from 'pg'

/** A connection that does not end the process when the server stops first, as after a failure. */
export async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
