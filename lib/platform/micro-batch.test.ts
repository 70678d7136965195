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
