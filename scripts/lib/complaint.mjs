/** A failure that the person at the keyboard can act on: shown as its one sentence, without a stack trace. */
export class Complaint extends Error {}

/**
 * Runs a script's main function and turns its failure into an exit code.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exit((await main()) ?? 0)
  } catch (error) {
    console.error(error instanceof Complaint ? `\n${error.message}` : error)
    process.exit(1)
  }
}
