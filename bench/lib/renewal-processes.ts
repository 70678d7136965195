import { fork, type ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Room for what a whole batch leaves behind, so that it is garbage before anyone looks (a tenth less work); and a limit,
 * without which V8 lets garbage lie for as long as the machine has memory.
 */
const HEAP = ['--max-semi-space-size=32', '--max-old-space-size=160']
