import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'

// The rules of the house, tried on snippets: [file, code, what the message must say].
const refused: [file: string, code: string, reason: RegExp][] = [
  ['lib/engine/x.ts', "import { db } from '@/lib/platform/db/client'", /lib\/engine is pure/],
  ['lib/engine/x.ts', "import { env } from '../platform/env'", /lib\/engine is pure/],
  ['lib/engine/x.ts', "import { randomUUID } from 'node:crypto'", /no node: modules/],
  ['lib/engine/x.ts', "import { z } from 'zod'", /no packages but/],
  ['lib/engine/x.ts', "import { test } from 'vitest'", /no packages but/],
  ['lib/platform/x.ts', "import { x } from '@/lib/customers/read-customers'", /it imports no module/],
  ['lib/platform/http/x.ts', "import type { x } from '@/lib/customers/read-customers'", /it imports no module/],
  ['lib/invoices/x.ts', "import { x } from '@/lib/customers/store'", /store\.ts is its own/],
  ['lib/invoices/x.ts', "import { x } from '../customers/store'", /store\.ts is its own/],
  ['app/(admin)/admin/page.tsx', "import { x } from '@/lib/customers/store'", /store\.ts is its own/],
  ['lib/invoices/x.ts', "import { x } from '@/components/ui/cn'", /cannot know who calls it/],
  ['lib/invoices/x.ts', "import { x } from '@/scripts/lib/test-postgres.mjs'", /no part of the running system/],
  ['lib/invoices/x.ts', "import Stripe from 'stripe'", /Only lib\/processors\/stripe/],
  ['lib/payments/x.ts', "import type Stripe from 'stripe'", /Only lib\/processors\/stripe/],
  ['lib/processors/paypal/x.ts', "import Stripe from 'stripe'", /Only lib\/processors\/stripe/],
  ['app/api/x/route.ts', "import Stripe from 'stripe'", /Only lib\/processors\/stripe/],
  ['components/x.tsx', "import Stripe from 'stripe'", /Only lib\/processors\/stripe/],
  ['lib/invoices/x.ts', "import { Prisma } from '@prisma/client'", /Only store\.ts files/],
  ['lib/invoices/x.ts', "import type { Prisma } from '@/lib/platform/db/generated/client'", /Only store\.ts files/],
  ['app/x/page.tsx', "import { Prisma } from '@/lib/platform/db/generated/client'", /Only store\.ts files/],
  ['lib/invoices/x.ts', "import pg from 'pg'", /Only store\.ts files/],
  ['components/x.tsx', "import { x } from '@/lib/customers/read-customers'", /no server modules/],
  ['components/x.tsx', "import { db } from '@/lib/platform/db/client'", /no server modules/],
  ['sandbox/x.ts', "import { env } from '@/lib/platform/env'", /stands for services that know nothing of us/],
  ['sandbox/x.ts', "import type { x } from '@/lib/customers/read-customers'", /stands for services/],
  ['app/x/page.tsx', "import { x } from '@/sandbox/state/store'", /another process/],
  ['lib/invoices/x.ts', "import { x } from '../../sandbox/state/store'", /another process/],
  ['lib/invoices/x.ts', 'export const url = process.env.URL', /Only lib\/platform\/env\.ts/],
  ['app/x/page.tsx', 'export const url = process.env.URL', /Only lib\/platform\/env\.ts/],
  ['lib/invoices/x.ts', 'export const now = Date.now()', /Only lib\/platform\/clock\.ts/],
  ['lib/invoices/x.ts', 'export const now = new Date()', /Only lib\/platform\/clock\.ts/],
  ['app/x/page.tsx', 'export const now = new Date()', /Only lib\/platform\/clock\.ts/],
  ['lib/invoices/x.ts', "export const price = parseFloat('1')", /No floats near money/],
  ['lib/engine/x.ts', 'export const price = (1).toFixed(2)', /No floats near money/],
  ['lib/invoices/x.ts', "export * from './store'", /No barrel files/],
  ['lib/invoices/index.ts', 'export const a = 1', /No index files/],
  ['lib/invoices/readInvoices.ts', 'export const a = 1', /kebab-case/],
  ['components/ui/Button.tsx', 'export const a = 1', /kebab-case/],
]

const allowed: [file: string, code: string][] = [
  ['lib/engine/x.ts', "import { Temporal } from 'temporal-polyfill'"],
  ['lib/engine/x.ts', "import { x } from './money'"],
  ['lib/engine/x.test.ts', "import { test } from 'vitest'"],
  ['lib/platform/x.ts', "import { x } from '@/lib/engine/money'"],
  ['lib/invoices/x.ts', "import { x } from '@/lib/customers/read-customers'"],
  ['lib/invoices/x.ts', "import { x } from './store'"],
  ['lib/invoices/x.ts', "import { env } from '@/lib/platform/env'"],
  ['lib/invoices/store.ts', "import { Prisma } from '@/lib/platform/db/generated/client'"],
  ['lib/webhooks/inbox-store.ts', "import { Prisma } from '@/lib/platform/db/generated/client'"],
  ['lib/platform/db/x.ts', "import { PrismaPg } from '@prisma/adapter-pg'"],
  ['lib/processors/stripe/x.ts', "import Stripe from 'stripe'"],
  ['sandbox/x.ts', "import type Stripe from 'stripe'"],
  ['sandbox/x.ts', "import { x } from '@/lib/engine/money'"],
  ['sandbox/x.ts', 'export const now = Date.now()'],
  ['components/x.tsx', "import { Elements } from '@stripe/react-stripe-js'"],
  ['components/x.tsx', "import { loadStripe } from '@stripe/stripe-js/pure'"],
  ['components/x.tsx', "import type { x } from '@/lib/customers/read-customers'"],
  ['components/x.tsx', "import { x } from '@/lib/customers/schemas'"],
  ['components/x.tsx', "import { x } from '@/lib/engine/money'"],
  ['app/x/page.tsx', "import { x } from '@/lib/customers/read-customers'"],
  ['app/x/[id]/page.tsx', 'export default function Page() { return new Date(0) }'],
  ['lib/invoices/x.test.ts', 'export const now = new Date()'],
  ['lib/platform/clock.ts', 'export const now = new Date()'],
  ['scripts/x.mjs', 'export const url = process.env.URL'],
]

// The typed rules need files that exist, and are none of ours.
const eslint = new ESLint({
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-misused-promises': 'off',
    },
  },
})

async function messages(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath })
  return result?.messages.map(({ message }) => message) ?? []
}

describe('the rules of the house', () => {
  test.each(refused)('refuse in %s: %s', async (file, code, reason) => {
    expect(await messages(file, code)).toEqual([expect.stringMatching(reason)])
  })

  test.each(allowed)('allow in %s: %s', async (file, code) => {
    expect(await messages(file, code)).toEqual([])
  })
})
