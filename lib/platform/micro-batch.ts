/**
 * Gathers what arrives while the last batch is being written and writes it together: under load one round trip to the
 * database serves many requests, and a lone request waits for nobody. Each caller learns the fate of its own batch.
 */
export function microBatch<Item>({ write, maxItems }: { write: (items: Item[]) => Promise<void>; maxItems: number }) {
  let waiting: { item: Item; resolve: () => void; reject: (error: unknown) => void }[] = []
  let writing = false

  async function drain(): Promise<void> {
    writing = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxItems)
      waiting = waiting.slice(maxItems)
      try {
        await write(batch.map(({ item }) => item))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
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
