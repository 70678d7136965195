/**
 * Gathers what arrives while the last batch is being written and writes it together: under load one round trip to the
 * database serves many requests, and a lone request waits for nobody. Each caller learns the fate of its own item: what
 * `write` returns at the item's place, if it returns anything.
 *
 * A batch holds items up to `maxItems`, where an item may count for several (`sizeOf`); one that is larger goes alone.
 * With several `writers`, that many batches are written at once.
 */
export function microBatch<Item, Result = void>({
  write,
  maxItems,
  sizeOf = () => 1,
  writers = 1,
}: {
  write: (items: Item[]) => Promise<readonly Result[] | void>
  maxItems: number
  sizeOf?: (item: Item) => number
  writers?: number
}) {
  interface Waiting {
    item: Item
    resolve: (result: Result) => void
    reject: (error: unknown) => void
  }
  let waiting: Waiting[] = []
  let writing = 0

  /** One that cannot be written must not take its neighbours with it: if the batch fails, each is written by itself. */
  async function writeTogether(batch: Waiting[]): Promise<void> {
    try {
      const results = await write(batch.map(({ item }) => item))
      for (const [index, { resolve }] of batch.entries()) resolve(results?.[index] as Result)
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error)
      else await Promise.all(batch.map((each) => writeTogether([each])))
    }
  }

  function takeBatch(): Waiting[] {
    let size = 0
    let count = 0
    for (const { item } of waiting) {
      size += sizeOf(item)
      if (count > 0 && size > maxItems) break
      count += 1
    }
    const batch = waiting.slice(0, count)
    waiting = waiting.slice(count)
    return batch
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) await writeTogether(takeBatch())
    writing -= 1
  }

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (writing >= writers) return
      writing += 1
      void Promise.resolve().then(drain)
    })
}
