/**
 * The environment of a system whose processors are the sandbox's. Nothing in it is a secret.
 * @param {{ databaseUrl: string, appPort: number, sandboxPort: number, smtpPort: number, intakePort: number }} options
 */
export function sandboxEnvironment({ databaseUrl, appPort, sandboxPort, smtpPort, intakePort }) {
  return {
    DATABASE_URL: databaseUrl,
    APP_URL: `http://localhost:${appPort}`,
    PORT: String(appPort),
    INTAKE_PORT: String(intakePort),
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_URL: `http://127.0.0.1:${sandboxPort}`,
    SMTP_PORT: String(smtpPort),
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    NEXTAUTH_URL: `http://localhost:${appPort}`,
    NEXTAUTH_SECRET: 'sandbox-only-secret-of-no-value-to-anyone',
    CRON_SECRET: 'sandbox-only-cron-secret',
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox',
    STRIPE_WEBHOOK_SECRET: 'whsec_sandbox',
    WEBHOOKS_ALLOW_PRIVATE: 'true',
    NEXT_TELEMETRY_DISABLED: '1',
  }
}
