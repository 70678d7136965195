import { afterAll } from 'vitest'
import { startSandbox } from '@/sandbox/testing'

// Set-up of every `*.flow.db.test.ts`: a sandbox of its own on free ports, known to the environment before the test
// imports anything that reads it.
const sandbox = await startSandbox({ databaseUrl: process.env.DATABASE_URL ?? '' })
process.env.SANDBOX_URL = sandbox.url
process.env.SMTP_URL = `smtp://127.0.0.1:${sandbox.smtpPort}`

afterAll(() => sandbox.close())
