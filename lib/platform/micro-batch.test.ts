import { expect, test } from 'vitest'
import { microBatch } from './micro-batch'

/** A database that writes one batch at a time and refuses any with the item "bad" in it. */
function recorder({ maxItems = 10 } = {}) {
  const batches: string[][] = []
  let release = () => {}
  const gate = new Promise<void>((resolve) => (release = resolve))
  const put = microBatch<string>({
    maxItems,
    async write(items) {
      batches.push(items)
      if (items[0] === 'first') await gate
      if (items.includes('bad')) throw new Error('cannot be written')
    },
  })
  return { put, batches, release }
}

test('a lone item is written at once, by itself', async () => {
  const { put, batches } = recorder()
  await put('a')
  await put('b')
  expect(batches).toEqual([['a'], ['b']])
})

test('what arrives during a write is written together afterwards, at most so many at a time, in order', async () => {
  const { put, batches, release } = recorder({ maxItems: 3 })
  const first = put('first')
  await Promise.resolve()
  const others = ['a', 'b', 'c', 'd'].map((item) => put(item))
  release()
  await Promise.all([first, ...others])
  expect(batches).toEqual([['first'], ['a', 'b', 'c'], ['d']])
})

test('an item that cannot be written fails its own caller and none of its neighbours', async () => {
  const { put, batches, release } = recorder()
  const first = put('first')
  await Promise.resolve()
  const outcomes = Promise.allSettled(['a', 'bad', 'c'].map((item) => put(item)))
  release()
  await first
  expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(batches).toEqual([['first'], ['a', 'bad', 'c'], ['a'], ['bad'], ['c']])
})

test('after a failure it goes on', async () => {
  const { put } = recorder()
  await expect(put('bad')).rejects.toThrow('cannot be written')
  await expect(put('good')).resolves.toBeUndefined()
})

test('each caller gets its own result, items may count for several, and several batches are written at once', async () => {
  const batches: string[][] = []
  const releases: (() => void)[] = []
  const put = microBatch<string, number>({
    maxItems: 5,
    sizeOf: (item) => item.length,
    writers: 2,
    async write(items) {
      batches.push(items)
      await new Promise<void>((resolve) => releases.push(resolve))
      return items.map((item) => item.length)
    },
  })
  const results = ['a', 'bb', 'ccc', 'ddd', 'eeeeeee', 'f'].map((item) => put(item))
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(batches).toEqual([['a', 'bb'], ['ccc']])
  for (let round = 0; round < 4; round++) {
    for (const release of releases.splice(0)) release()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  expect(await Promise.all(results)).toEqual([1, 2, 3, 3, 7, 1])
  expect(batches).toEqual([['a', 'bb'], ['ccc'], ['ddd'], ['eeeeeee'], ['f']])
})
