import pino from 'pino'
import { env } from './env'

/** Structured log. Never pass card data, secrets, tokens or whole request bodies. */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  redact: ['*.password', '*.authorization', '*.client_secret', '*.clientSecret', '*.token'],
})
