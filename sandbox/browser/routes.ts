import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'

const FILES = {
  '/endive/stripe.js': { file: 'stripe.mjs', type: 'text/javascript; charset=utf-8' },
  '/elements/payment.html': { file: 'payment.html', type: 'text/html; charset=utf-8' },
  '/elements/payment.js': { file: 'payment.mjs', type: 'text/javascript; charset=utf-8' },
  '/elements/payment.css': { file: 'payment.css', type: 'text/css; charset=utf-8' },
} as const

/** The stand-in for Stripe.js and the frame that holds the card fields. Never cached: versions must not mix. */
export function browserRoutes() {
  const app = new Hono()
  for (const [path, { file, type }] of Object.entries(FILES)) {
    app.get(path, async (http) => {
      const text = await asset(file)
      return http.body(text, 200, {
        'content-type': type,
        'cache-control': 'no-store',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      })
    })
  }
  return app
}

/** Beside this module; in the bundle that is shipped, in a folder beside it. */
async function asset(file: string): Promise<string> {
  try {
    return await readFile(new URL(file, import.meta.url), 'utf8')
  } catch {
    return readFile(new URL(`browser/${file}`, import.meta.url), 'utf8')
  }
}
