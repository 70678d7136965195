// `npm run client:build`: lib/client as a package of its own in dist/client, ready for `npm publish` or `npm pack`.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { runMain } from './lib/complaint.mjs'
import { inRoot } from './lib/paths.mjs'

const NAME = 'create-concierge-client'

await runMain(async () => {
  const out = inRoot('dist', 'client')
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  for (const [format, file] of /** @type {const} */ ([
    ['esm', `${NAME}.js`],
    ['cjs', `${NAME}.cjs`],
  ])) {
    await build({
      entryPoints: [inRoot('lib', 'client', `${NAME}.ts`)],
      outfile: inRoot('dist', 'client', file),
      bundle: true,
      format,
      platform: 'neutral',
      target: 'es2022',
    })
  }
  const options = '--declaration --emitDeclarationOnly --skipLibCheck --strict --target es2022 --module esnext'
  execFileSync(
    process.execPath,
    [
      inRoot('node_modules', 'typescript', 'bin', 'tsc'),
      '--ignoreConfig',
      inRoot('lib', 'client', `${NAME}.ts`),
      ...options.split(' '),
      ...['--moduleResolution', 'bundler', '--lib', 'es2022,dom', '--types', 'node', '--outDir', out],
    ],
    { stdio: 'inherit' },
  )
  const entry = `./${NAME}`
  const manifest = {
    name: '@newconcierge/billing-client',
    version: '0.1.0',
    license: 'UNLICENSED',
    type: 'module',
    engines: { node: '>=20' },
    exports: { '.': { types: `${entry}.d.ts`, import: `${entry}.js`, require: `${entry}.cjs` } },
    types: `${entry}.d.ts`,
    sideEffects: false,
  }
  writeFileSync(inRoot('dist', 'client', 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  console.log('dist/client holds the client, for Node, bundlers and edge runtimes.')
})
