import { defineConfig, devices } from '@playwright/test'
import { findChromium } from './scripts/lib/chromium.mjs'
import { choosePorts } from './scripts/lib/e2e-stack.mjs'

// Read once by Playwright itself, and again by each of its workers, which inherit these variables.
if (!process.env.E2E_BASE_URL) {
  const { ports, baseUrl } = await choosePorts()
  Object.assign(process.env, { E2E_PORTS: ports, E2E_BASE_URL: baseUrl, E2E_OWN_URL: baseUrl })
}
process.env.CHROMIUM_PATH ??= (await findChromium()) ?? ''

const desktop = {
  ...devices['Desktop Chrome'],
  viewport: { width: 1440, height: 900 },
  launchOptions: {
    ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
}

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/journeys',
  globalSetup: './scripts/lib/e2e-stack.mjs',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  // One more try on a shared machine; what needed it is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: process.env.E2E_BASE_URL,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'journeys', testIgnore: '**/time/**', use: desktop },
    // They move the one clock that all share, so they come after the others and one at a time.
    { name: 'time', testMatch: '**/time/**', use: desktop, dependencies: ['journeys'], workers: 1 },
  ],
})
