import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

// The Content-Security-Policy is not here: it depends on the environment the app runs in, and what is said here is
// fixed at build time. proxy.ts sends it, from lib/platform/http/content-security-policy.ts.
const securityHeaders = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' }, // PayPal's approval is a pop-up
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), browsing-topics=()' },
]

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingRoot: root,
  turbopack: { root },
  // Read at run time by path, which tracing cannot see: what /api/health compares with, and the fonts of the PDFs.
  outputFileTracingIncludes: { '/api/health': ['prisma/migrations/**'], '/*': ['public/fonts/**'] },
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: process.env.SKIP_TYPE_CHECK === '1' }, // where `tsc` runs anyway
  // Native code, workers and files found at run time do not survive bundling.
  serverExternalPackages: [
    '@e-invoice-eu/core',
    '@node-rs/argon2',
    '@react-pdf/renderer',
    'graphile-worker',
    'pino',
    'pg',
    'nodemailer',
  ],
  headers: () => Promise.resolve([{ source: '/:path*', headers: securityHeaders }]),
}
