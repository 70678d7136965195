import { callsOf, losing, lossesOf, nameOf, type Call, type Loss } from './stripe-calls'

const keyOf = ({ method, path }: Call) => `${method} ${path}`

/**
 * Takes every call that a step makes and loses it in every way, each time with a new subject: once alone, then together
 * with each call that only the recovery makes. After each loss the step is repeated, as a person or a worker would;
 * `finish` sees to it that all is well in the end.
 */
export async function loseEverything<Subject>(journey: {
  prepare: () => Promise<Subject>
  step: (subject: Subject) => Promise<unknown>
  finish: (subject: Subject) => Promise<unknown>
  /** What a step throws while its call is lost; it is repeated all the same. */
  onError: (error: unknown, lost: string) => void
}): Promise<{ calls: string[]; journeys: number }> {
  const { prepare, step, finish, onError } = journey
  const subjects: Subject[] = []
  const run = async (subject: Subject, losses: Loss[]) => {
    subjects.push(subject)
    for (const loss of losses) {
      const error = await losing(loss, () => step(subject))
      if (error) onError(error, losses.map(nameOf).join(' + '))
    }
    try {
      await step(subject)
    } catch (error) {
      onError(error, `after ${losses.map(nameOf).join(' + ')}`)
    }
  }
  const [first] = await inParallel(1, prepare)
  let known = await callsOf(() => run(first!, []))
  const calls = known.map(keyOf)
  const losses = lossesOf(known)
  const prepared = await inParallel(losses.length, prepare)
  const pairs: Loss[][] = []
  for (const [i, loss] of losses.entries()) {
    const found = await callsOf(() => run(prepared[i]!, [loss]))
    const recovering = found.filter((call) => !known.some((other) => keyOf(other) === keyOf(call)))
    known = [...known, ...recovering]
    pairs.push(...lossesOf(recovering).map((second) => [loss, second]))
  }
  const more = await inParallel(pairs.length, prepare)
  for (const [i, pair] of pairs.entries()) await run(more[i]!, pair)
  await inParallel(subjects.length, (i) => finish(subjects[i]!))
  return { calls, journeys: subjects.length }
}

/** Runs `work` `count` times, four at once. */
export async function inParallel<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const loop = async () => {
    while (next < count) {
      const index = next++
      results[index] = await work(index)
    }
  }
  await Promise.all([loop(), loop(), loop(), loop()])
  return results
}
