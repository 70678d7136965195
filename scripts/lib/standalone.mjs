import { cpSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inRoot, root } from './paths.mjs'

const programs = ['dist/worker.mjs', 'dist/paper-thread.mjs', 'dist/intake.mjs', 'scripts/migrate.mjs']
/** Read by path, which tracing cannot see. */
const data = ['prisma/schema', 'prisma/migrations', 'public', 'node_modules/@prisma/schema-engine-wasm']

/**
 * Puts the processes beside the app into Next's standalone folder too, with exactly the files of node_modules that they
 * use: that folder is then all that a container needs.
 */
export async function completeStandalone() {
  /** @type {{ nodeFileTrace: (files: string[], options: { base: string, processCwd: string }) => Promise<{ fileList: Set<string> }> }} */
  const { nodeFileTrace } = createRequire(import.meta.url)('next/dist/compiled/@vercel/nft') // what Next traces with
  const { fileList } = await nodeFileTrace(
    programs.map((file) => inRoot(file)),
    { base: root, processCwd: root },
  )
  for (const file of [...fileList, ...data]) {
    const target = inRoot('.next', 'standalone', file)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(join(root, file), target, { recursive: true })
  }
}
