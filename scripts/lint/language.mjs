// Things that are right in most programs and wrong in this one, with the reason in the message.

const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only lib/platform/env.ts reads process.env: there each variable is named, checked and explained.',
}

const clock = [
  "CallExpression[callee.object.name='Date'][callee.property.name='now']",
  "NewExpression[callee.name='Date'][arguments.length=0]",
  "MemberExpression[object.name='Temporal'][property.name='Now']",
].map((selector) => ({
  selector,
  message: 'Only lib/platform/clock.ts reads the clock: take `now` as a parameter, so that time can be moved.',
}))

const floats = [
  "CallExpression[callee.name='parseFloat']",
  "CallExpression[callee.object.name='Number'][callee.property.name='parseFloat']",
  "CallExpression[callee.property.name='toFixed']",
].map((selector) => ({
  selector,
  message: 'No floats near money: amounts are bigint minor units, exact numbers are rationals (lib/engine/money.ts).',
}))

const barrels = {
  selector: 'ExportAllDeclaration',
  message: 'No barrel files: import from the file that has it.',
}

const restricted = (/** @type {object[]} */ ...rules) => ({ 'no-restricted-syntax': ['error', ...rules] })

/** Names of files: kebab-case, with Next's and the tools' own patterns. */
const fileName = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(ts|tsx|mjs)$/

/** @type {import('eslint').ESLint.Plugin} */
const house = {
  rules: {
    'file-name': {
      create: (context) => ({
        Program(node) {
          const name = context.filename.split(/[\\/]/).at(-1) ?? ''
          if (/^index\./.test(name))
            context.report({ node, message: 'No index files: name the file after what it holds.' })
          else if (!fileName.test(name))
            context.report({ node, message: 'File names are kebab-case: invoice-lines.ts' })
        },
      }),
    },
  },
}

const displayed = ['components/**', 'app/**']
const apart = ['sandbox/**', 'e2e/**', 'bench/**', 'scripts/**', 'prisma/**', '**/*.test.{ts,tsx}', '*.{ts,mjs}']

export const languageRules = [
  { plugins: { house }, rules: { 'house/file-name': 'error', ...restricted(barrels) } },
  {
    files: ['lib/**'],
    ignores: [...apart, 'lib/platform/{env,clock,id}.ts', 'lib/**/testing/**'],
    rules: restricted(barrels, environment, ...clock, ...floats),
  },
  // An id carries the time of its making, which is no billing time.
  { files: ['lib/platform/id.ts'], rules: restricted(barrels, environment, ...floats) },
  { files: ['lib/platform/clock.ts'], rules: restricted(barrels, environment, ...floats) },
  { files: ['lib/platform/env.ts'], rules: restricted(barrels, ...clock, ...floats) },
  { files: displayed, ignores: apart, rules: restricted(barrels, environment, ...clock) },
]
