import { type RunningServer, startServer } from './server'

/**
 * Starts a sandbox inside the test's own process, on free ports unless told otherwise. Sandboxes on different databases
 * do not know of each other.
 *
 * @example const sandbox = await startSandbox({ databaseUrl, port: 0 }); …; await sandbox.close()
 */
export function startSandbox(options: { databaseUrl: string; port?: number }): Promise<RunningServer> {
  return startServer({
    databaseUrl: options.databaseUrl,
    host: '127.0.0.1',
    port: options.port ?? 0,
    smtpPort: 0,
    webhookSecret: 'whsec_sandbox',
  })
}
