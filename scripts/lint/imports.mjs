// Who may import whom (docs/ARCHITECTURE.md explains the house). Policies are read from top to bottom: the last one
// that matches an import decides, and its message says why.

const whole = { partialMatch: false, exclusive: true }

/** The parts of the house, the more special before the more general. */
const elements = [
  { type: 'engine', pattern: 'lib/engine', ...whole },
  { type: 'generated', pattern: 'lib/platform/db/generated', ...whole },
  { type: 'database', pattern: 'lib/platform/db', ...whole },
  { type: 'testing', pattern: 'lib/platform/testing', ...whole },
  { type: 'platform', pattern: 'lib/platform', ...whole },
  { type: 'processor', pattern: 'lib/processors/*', capture: ['name'], ...whole },
  { type: 'runtime', pattern: 'lib/runtime', ...whole },
  { type: 'module', pattern: 'lib/*', capture: ['name'], ...whole },
  ...['app', 'components', 'sandbox', 'e2e', 'bench', 'scripts', 'prisma'].map((type) => ({
    type,
    pattern: type,
    ...whole,
  })),
]

const files = [
  { category: 'store', pattern: ['**/store.ts', '**/*-store.ts'] },
  { category: 'schemas', pattern: '**/schemas.ts' },
  { category: 'test', pattern: '**/*.test.{ts,tsx}' },
]

const of = (/** @type {string[]} */ ...types) => ({ element: { types: { anyOf: types } } })
const packages = (/** @type {string[]} */ ...source) => ({ module: { origin: 'external', source } })

const lib = ['engine', 'platform', 'database', 'testing', 'processor', 'runtime', 'module']
const server = ['platform', 'database', 'testing', 'generated', 'processor', 'runtime', 'module']
const outside = ['app', 'components', 'e2e', 'bench', 'scripts', 'prisma']
const everyone = [...lib, ...outside]

const engineTools = ['temporal-polyfill', 'sales-tax']
const testTools = ['vitest', 'fast-check']
const ormPackages = ['@prisma/**', 'pg']

const policies = [
  // The engine
  {
    from: of('engine'),
    disallow: { to: of(...server, ...outside) },
    message:
      'lib/engine is pure: it imports only lib/engine, so that every decision on money can be tested without a world.',
  },
  {
    from: of('engine'),
    disallow: { to: [{ module: { origin: 'core' } }, { module: { origin: 'external' } }] },
    message: 'lib/engine is pure: no node: modules and no packages but {{allowed}}.'.replace(
      '{{allowed}}',
      engineTools.join(', '),
    ),
  },
  { from: of('engine'), allow: { to: packages(...engineTools) } },
  { from: { ...of('engine'), file: { categories: 'test' } }, allow: { to: packages(...testTools) } },
  { from: { element: { type: 'engine', fileInternalPath: 'testing/**' } }, allow: { to: packages(...testTools) } },

  // The platform
  {
    from: of('platform', 'database', 'testing'),
    disallow: { to: of('module', 'processor', 'runtime', 'app', 'components') },
    message: 'lib/platform knows nothing of billing: it imports no module.',
  },

  // Modules and processors
  {
    from: of('module'),
    disallow: { to: of('processor') },
    message: 'Modules speak to the port in lib/payments; lib/runtime decides which processor stands behind it.',
  },
  {
    from: of(...lib, ...outside),
    disallow: { to: { element: { type: 'module' }, file: { categories: 'store' } } },
    message: "A module's store.ts is its own: call one of its use-cases or read functions instead.",
  },
  {
    from: of('module', 'processor', 'runtime', 'platform', 'database', 'testing'),
    disallow: { to: of('app', 'components', 'e2e', 'bench', 'prisma') },
    message: 'lib is below app and components: it cannot know who calls it.',
  },
  {
    from: of('engine', 'module', 'processor', 'runtime', 'platform', 'database', 'app', 'components'),
    disallow: { to: of('scripts', 'testing') },
    message: 'Scripts and test helpers are no part of the running system.',
  },
  { from: { file: { categories: 'test' } }, allow: { to: of('testing', 'scripts') } },

  // SDKs of the processors
  {
    from: of(...everyone),
    disallow: { to: packages('stripe', 'stripe/**', '@stripe/**') },
    message: 'Only lib/processors/stripe imports Stripe: everyone else speaks our own words.',
  },
  {
    from: { element: { type: 'processor', captured: { name: 'stripe' } } },
    allow: { to: packages('stripe', 'stripe/**') },
  },
  {
    from: of('components'),
    allow: { to: packages('@stripe/stripe-js', '@stripe/stripe-js/**', '@stripe/react-stripe-js') },
  },
  { from: of('bench', 'e2e'), allow: { to: packages('stripe') } },
  {
    from: of(...everyone),
    disallow: { to: packages('@paypal/**') },
    message: 'Only lib/processors/paypal imports PayPal: everyone else speaks our own words.',
  },
  { from: { element: { type: 'processor', captured: { name: 'paypal' } } }, allow: { to: packages('@paypal/**') } },
  { from: of('components'), allow: { to: packages('@paypal/react-paypal-js') } },

  // The database
  {
    from: of(...everyone),
    disallow: { to: [of('generated'), packages(...ormPackages)] },
    message: 'Only store.ts files and lib/platform/db touch the database and its types.',
  },
  { from: of('database', 'testing', 'scripts', 'bench'), allow: { to: [of('generated'), packages(...ormPackages)] } },
  { from: { ...of('module'), file: { categories: 'store' } }, allow: { to: of('generated') } },
  { from: of('runtime'), allow: { to: packages('pg') } }, // the job queue's connections
  { from: of('e2e'), allow: { to: packages('pg') } }, // compares what screens say with what is stored
  { from: { file: { categories: 'test' } }, allow: { to: packages('pg') } },

  // What people see
  {
    from: of('components'),
    disallow: { to: of(...server, 'app') },
    message:
      'Components show what they are given: no server modules (types by `import type`, and schemas.ts, are fine).',
  },
  { from: of('components'), dependency: { kind: 'type' }, allow: { to: of('module', 'platform') } },
  { from: of('components'), allow: { to: { element: { type: 'module' }, file: { categories: 'schemas' } } } },

  // The sandbox
  {
    from: of('sandbox'),
    disallow: { to: of(...server, ...outside) },
    message: 'The sandbox stands for services that know nothing of us: of lib it may use lib/engine only.',
  },
  { from: { ...of('sandbox'), file: { categories: 'test' } }, allow: { to: of('testing', 'scripts') } },
  {
    from: of(...everyone),
    disallow: { to: of('sandbox') },
    message: 'The sandbox is another process: talk to it over HTTP, as to the services it stands for.',
  },
  { from: of('testing'), allow: { to: of('sandbox') } }, // starts one inside a test
]

export const importRules = {
  settings: {
    'boundaries/elements': elements,
    'boundaries/files': files,
    'import/resolver': { typescript: { alwaysTryTypes: true, project: 'tsconfig.json' } },
  },
  rules: { 'boundaries/dependencies': ['error', { default: 'allow', checkAllOrigins: true, policies }] },
}
