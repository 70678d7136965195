import { Hono } from 'hono'
import { html } from 'hono/html'
import type { NextAction, PaymentIntentRecord, SetupIntentRecord } from '../state/records'
import type { Sandbox } from '../sandbox'
import { ownContext } from '../stripe/context'
import { finishChallenge } from '../stripe/payments/payment-intents'
import { finishSetupChallenge } from '../stripe/payments/setup-intents'

type Intent =
  | { readonly kind: 'payment_intent'; readonly record: PaymentIntentRecord }
  | { readonly kind: 'setup_intent'; readonly record: SetupIntentRecord }

/** The bank's page: in a frame over the merchant's, or in place of it. Buttons carry the ids of Stripe's test page. */
export function threeDSecureRoutes(sandbox: Sandbox) {
  const { clock, store, webhooks } = sandbox
  const app = new Hono()

  const find = (id: string, secret: string | undefined): Intent | undefined => {
    const payment = store.get('payment_intent', id)
    const setup = store.get('setup_intent', id)
    if (payment && payment.client_secret === secret) return { kind: 'payment_intent', record: payment }
    if (setup && setup.client_secret === secret) return { kind: 'setup_intent', record: setup }
    return undefined
  }

  app.get('/3d-secure/:id', (http) => {
    const intent = find(http.req.param('id'), http.req.query('client_secret'))
    http.header('cache-control', 'no-store')
    return intent ? http.html(challengePage(intent)) : http.html(messagePage('There is nothing to authenticate.'), 404)
  })

  app.post('/3d-secure/:id', async (http) => {
    const intent = find(http.req.param('id'), http.req.query('client_secret'))
    if (!intent) return http.html(messagePage('There is nothing to authenticate.'), 404)
    const form = await http.req.parseBody()
    const action = intent.record.next_action
    const isAuthentic = form.result === 'complete'
    const context = ownContext(store, clock)
    const after = store.atomic(() =>
      intent.kind === 'payment_intent'
        ? finishChallenge(context, intent.record, isAuthentic)
        : finishSetupChallenge(context, intent.record, isAuthentic),
    )
    await store.durable()
    webhooks.kick()
    if (action?.kind === 'redirect_to_url' && action.return_url !== null) {
      return http.redirect(returnTo(action, intent, after.status), 303)
    }
    return http.html(finishedPage())
  })

  return app
}

/** Where the customer goes back to, with what Stripe adds to the address. */
function returnTo(action: NextAction, intent: Intent, status: string): string {
  const url = new URL(action.return_url ?? '')
  const hasSucceeded = ['succeeded', 'processing', 'requires_capture', 'requires_confirmation'].includes(status)
  url.searchParams.set(intent.kind, intent.record.id)
  url.searchParams.set(`${intent.kind}_client_secret`, intent.record.client_secret)
  url.searchParams.set('redirect_status', hasSucceeded ? 'succeeded' : 'failed')
  return url.toString()
}

function challengePage(intent: Intent) {
  return page(
    'Authenticate your payment',
    html`<p class="bank">Test bank</p>
      <h1>3D Secure 2 test page</h1>
      <p>${purpose(intent)}</p>
      <p>
        This is a test of 3D Secure authentication for a transaction. Complete it to go on, or let it fail to see what
        then happens.
      </p>
      <form method="post">
        <button id="test-source-authorize-3ds" name="result" value="complete">Complete</button>
        <button id="test-source-fail-3ds" name="result" value="fail" class="quiet">Fail</button>
      </form>`,
  )
}

function purpose(intent: Intent): string {
  if (intent.kind === 'setup_intent') return 'Save this card for later payments'
  const { amount, currency } = intent.record
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currency.toUpperCase() })
  return `Payment of ${format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))}`
}

/** Tells the page around the frame that the customer is done. */
function finishedPage() {
  return page(
    'Thank you',
    html`<p>Thank you. You can go back.</p>
      <script>
        parent.postMessage({ type: '3d-secure-finished' }, '*')
      </script>`,
  )
}

function messagePage(message: string) {
  return page('3D Secure', html`<p>${message}</p>`)
}

function page(title: string, content: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          body {
            box-sizing: border-box;
            min-height: 100vh;
            margin: 0;
            padding: 32px 24px;
            background: #fff;
            color: #1a1f36;
            font:
              16px/1.5 system-ui,
              sans-serif;
          }
          .page {
            max-width: 420px;
            margin: 0 auto;
          }
          .bank {
            color: #56607a;
            font-size: 14px;
          }
          h1 {
            font-size: 20px;
          }
          form {
            display: flex;
            flex-wrap: wrap;
            gap: 12px;
            margin-top: 24px;
          }
          button {
            padding: 10px 20px;
            border: 1px solid #4b45c6;
            border-radius: 6px;
            background: #4b45c6;
            color: #fff;
            font: inherit;
            font-weight: 600;
            cursor: pointer;
          }
          button.quiet {
            background: #fff;
            color: #4b45c6;
          }
          button:focus-visible {
            outline: 3px solid #a5a1f5;
            outline-offset: 2px;
          }
        </style>
      </head>
      <body>
        <div class="page">${content}</div>
      </body>
    </html>`
}
