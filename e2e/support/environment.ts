/** What scripts/lib/e2e-stack.mjs says of the running system. */
function read(name: 'E2E_BASE_URL' | 'E2E_SANDBOX_URL' | 'E2E_DATABASE_URL'): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the journeys by npm run test:e2e.`)
  return value
}

export const baseUrl = () => read('E2E_BASE_URL')
export const sandboxUrl = () => read('E2E_SANDBOX_URL')
export const databaseUrl = () => read('E2E_DATABASE_URL')
