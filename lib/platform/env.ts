import { createEnv } from '@t3-oss/env-nextjs'
import { z } from 'zod'

const optionalText = z.string().trim().min(1).optional()
const port = z.coerce.number().int().min(1).max(65535)

/**
 * Every environment variable the system reads, validated at start: a bad one stops the process and is named.
 * This is the only file that reads `process.env`; `.env.example` explains each.
 */
export const env = createEnv({
  server: {
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(10),
    APP_URL: z.url().default('http://localhost:3000'),
    INTAKE_PORT: port.default(4020),
    INTAKE_HOST: z.string().default('127.0.0.1'),
    NEXTAUTH_SECRET: z.string().min(32, 'must be at least 32 characters'),
    CRON_SECRET: optionalText,
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

    STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_(test|live)_/, 'must be a Stripe secret key (sk_… or rk_…)'),
    STRIPE_PUBLISHABLE_KEY: z.string().regex(/^pk_(test|live)_/, 'must be a Stripe publishable key (pk_…)'),
    STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_', 'must be a Stripe signing secret (whsec_…)'),

    /** Where VAT ids are checked; without it the Commission's VIES, or the sandbox's where there is one. */
    VIES_URL: z.url().optional(),

    /** Lets webhooks go to http and to addresses of this machine and its network: for the sandbox, never in production. */
    WEBHOOKS_ALLOW_PRIVATE: z.stringbool().default(false),
    /** Seals the secrets of webhook endpoints: one, or several with commas, of which the first seals and all open. */
    WEBHOOK_SECRET_KEY: z
      .string()
      .regex(/^[^,]{32,}(,[^,]{32,})*$/, 'must be one or more keys of at least 32 characters each, with commas between')
      .optional(),

    SMTP_URL: z.url({ protocol: /^smtps?$/ }),
    MAIL_FROM: z.string().default('New Concierge Billing <billing@newconcierge.example>'),

    OIDC_ISSUER: z.url().optional(),
    OIDC_CLIENT_ID: optionalText,
    OIDC_CLIENT_SECRET: optionalText,
    OIDC_NAME: z.string().default('New Concierge'),

    /** Address of the sandbox process. Set only where there are no real keys: it turns on the time machine. */
    SANDBOX_URL: z.url().optional(),
  },
  client: {},
  experimental__runtimeEnv: {},
  emptyStringAsUndefined: true,
  onValidationError: (issues) => {
    const lines = issues.map((issue) => `  ${issue.path?.map(String).join('.') ?? 'environment'}: ${issue.message}`)
    throw new Error(`The environment is not right:\n${lines.join('\n')}\nSee .env.example.`)
  },
})

/** True where the sandbox stands in for the processors: time travel, test cards and fault switches exist only then. */
export const isSandbox = env.SANDBOX_URL !== undefined

if (isSandbox && /_live_/.test(env.STRIPE_SECRET_KEY)) {
  throw new Error('SANDBOX_URL is set together with a live Stripe key: remove one of the two.')
}

// next-auth reads its own address from here and nowhere else.
process.env.NEXTAUTH_URL = env.APP_URL
