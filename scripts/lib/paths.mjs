import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository, wherever a script was called from. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** A path inside the repository. */
export const inRoot = (/** @type {string[]} */ ...parts) => join(root, ...parts)

/** A path as a person at the repository's root would type it. */
export const shown = (/** @type {string} */ path) => relative(root, path) || '.'
