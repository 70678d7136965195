/**
 * Gathers what arrives while the last batch is being written and writes it together: under load one round trip to the
 * database serves many requests, and a lone request waits for nobody. Each caller learns the fate of its own item.
 */
export function microBatch<Item>({ write, maxItems }: { write: (items: Item[]) => Promise<void>; maxItems: number }) {
  interface Waiting {
    item: Item
    resolve: () => void
    reject: (error: unknown) => void
  }
  let waiting: Waiting[] = []
  let writing = false

  /** One that cannot be written must not take its neighbours with it: if the batch fails, each is written by itself. */
  async function writeTogether(batch: Waiting[]): Promise<void> {
    try {
      await write(batch.map(({ item }) => item))
      for (const { resolve } of batch) resolve()
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error)
      else await Promise.all(batch.map((each) => writeTogether([each])))
    }
  }

  async function drain(): Promise<void> {
    writing = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxItems)
      waiting = waiting.slice(maxItems)
      await writeTogether(batch)
    }
    writing = false
  }

  return (item: Item): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!writing) void Promise.resolve().then(drain)
      writing = true
    })
}
