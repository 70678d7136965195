import { z } from 'zod'
import { startServer } from './server'

const port = z.coerce.number().int().min(0).max(65_535)

/** The sandbox process reads its own environment: it shares nothing with the app. */
const environment = z
  .object({
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    SANDBOX_HOST: z.string().default('127.0.0.1'),
    SANDBOX_PORT: port.default(4010),
    SANDBOX_STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_').default('whsec_sandbox'),
    SMTP_PORT: port.default(4025),
  })
  .safeParse(process.env)

if (!environment.success) fail(`its environment is wrong: ${z.prettifyError(environment.error)}`)
const { DATABASE_URL, SANDBOX_HOST, SANDBOX_PORT, SANDBOX_STRIPE_WEBHOOK_SECRET, SMTP_PORT } = environment.data

const server = await startServer({
  databaseUrl: DATABASE_URL,
  host: SANDBOX_HOST,
  port: SANDBOX_PORT,
  smtpPort: SMTP_PORT,
  webhookSecret: SANDBOX_STRIPE_WEBHOOK_SECRET,
}).catch((error: unknown) => fail(reason(error)))

console.log(`sandbox: listening on ${server.url}, mail on port ${server.smtpPort}`)

let isStopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isStopping) return
    isStopping = true
    server.close().then(
      () => process.exit(0),
      (error: unknown) => fail(reason(error)),
    )
  })
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `port ${String(error.port)} is in use (choose another with SANDBOX_PORT or SMTP_PORT).`
  }
  if ('code' in error && error.code === 'ECONNREFUSED') return 'PostgreSQL does not answer at DATABASE_URL.'
  return error.message
}

function fail(message: string): never {
  console.error(`sandbox: could not start: ${message}`)
  process.exit(1)
}
