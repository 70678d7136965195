import { PrismaPg } from '@prisma/adapter-pg'
import type { PoolClient } from 'pg'
import type { Prisma } from './generated/client'

// A transaction of the ORM has a connection of its own. Hot loops speak to PostgreSQL over it directly (direct-sql.ts): the same
// transaction, without the ORM's work per statement and per value.

/** The connection of a transaction, for as long as that is under way. */
interface TransactionConnection {
  client: PoolClient
  /** Once it ends the connection goes to somebody else: what comes later must not reach it. */
  open: boolean
}

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>
type AdapterTransaction = Awaited<ReturnType<Adapter['startTransaction']>>

/** By this statement a transaction is asked for its connection. It never gets to the server; elsewhere it is just a text. */
const ASK = 'SELECT $1::text AS connection'

const handedOver = new Map<unknown, TransactionConnection>()
const known = new WeakMap<object, TransactionConnection | null>()
let asked = 0

/** Prisma's adapter for PostgreSQL, whose transactions tell their connection. */
export class OpenPrismaPg extends PrismaPg {
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect()
    const start = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (isolationLevel) => opened(await start(isolationLevel))
    return adapter
  }
}

function opened(transaction: AdapterTransaction): AdapterTransaction {
  const { client } = transaction as unknown as { client?: PoolClient }
  if (!client) return transaction
  const connection: TransactionConnection = { client, open: true }
  const end = (): void => void (connection.open = false)
  const [queryRaw, executeRaw, commit, rollback] = [
    transaction.queryRaw.bind(transaction),
    transaction.executeRaw.bind(transaction),
    transaction.commit.bind(transaction),
    transaction.rollback.bind(transaction),
  ]
  transaction.queryRaw = (query) => {
    if (query.sql !== ASK) return queryRaw(query)
    handedOver.set(query.args[0], connection)
    return Promise.resolve({ columnNames: [], columnTypes: [], rows: [] })
  }
  transaction.executeRaw = (query) => {
    if (query.sql === 'COMMIT' || query.sql === 'ROLLBACK') end()
    return executeRaw(query)
  }
  transaction.commit = () => (end(), commit())
  transaction.rollback = () => (end(), rollback())
  return transaction
}

/** The connection under a transaction of the ORM; null where it cannot be had, as outside of a transaction. */
export async function connectionOf(tx: Prisma.TransactionClient): Promise<TransactionConnection | null> {
  const before = known.get(tx)
  if (before !== undefined) return before
  const token = String(++asked)
  await tx.$queryRawUnsafe(ASK, token)
  const connection = handedOver.get(token) ?? null
  handedOver.delete(token)
  known.set(tx, connection)
  return connection
}
