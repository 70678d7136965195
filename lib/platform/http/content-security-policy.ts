/** Request header in which `proxy.ts` hands the page its nonce. */
export const NONCE_HEADER = 'x-nonce'

// https://docs.stripe.com/security/guide#content-security-policy
const stripe = {
  script: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frame: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  connect: ['https://api.stripe.com'],
  image: ['https://*.stripe.com'],
}

// https://developer.paypal.com/sdk/js/configuration/#csp-nonce
const paypal = {
  script: ['https://www.paypal.com', 'https://www.paypalobjects.com'],
  frame: ['https://www.paypal.com', 'https://www.sandbox.paypal.com'],
  connect: ['https://www.paypal.com', 'https://www.sandbox.paypal.com'],
  image: ['https://www.paypalobjects.com'],
}

/**
 * What a page may load and talk to: ourselves, Stripe, PayPal, and nobody else. Inline scripts need the request's
 * nonce. Inline styles are allowed: Radix and Recharts set style attributes, which can neither run nor send anything.
 *
 * @param options.sandboxUrl where the sandbox stands in for Stripe and PayPal; unset in production
 * @param options.signInOrigin origin of the OpenID Connect provider, to which signing in leads by a form
 * @param options.isDevelopment Next's development server evaluates code and keeps a socket open
 */
export function contentSecurityPolicy(options: {
  nonce: string
  sandboxUrl?: string
  signInOrigin?: string
  isDevelopment: boolean
}): string {
  const { nonce, sandboxUrl, signInOrigin, isDevelopment } = options
  const sandbox = sandboxUrl ? [new URL(sandboxUrl).origin] : []
  const development = isDevelopment ? ["'unsafe-eval'"] : []
  const directives = {
    'default-src': ["'self'"],
    'script-src': ["'self'", `'nonce-${nonce}'`, ...stripe.script, ...paypal.script, ...sandbox, ...development],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:', ...stripe.image, ...paypal.image, ...sandbox],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...stripe.connect, ...paypal.connect, ...sandbox, ...(isDevelopment ? ['ws:'] : [])],
    'frame-src': [...stripe.frame, ...paypal.frame, ...sandbox],
    'form-action': ["'self'", ...(signInOrigin ? [signInOrigin] : [])],
    'frame-ancestors': ["'none'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
  }
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}
