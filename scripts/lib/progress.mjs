/**
 * Says what is going on, and how long it took.
 * @template T
 * @param {string} what
 * @param {() => T | Promise<T>} work what it answers is passed on; `false` means there was nothing to do
 */
export async function step(what, work) {
  const started = performance.now()
  const answer = await work()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`  ${answer === false ? '·' : '✓'} ${what} ${answer === false ? '(up to date)' : `${seconds} s`}`)
  return answer
}
