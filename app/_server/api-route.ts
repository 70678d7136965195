import 'server-only'
import '@/lib/runtime/compose'
import { buildApi } from '@/lib/api/build-api'

/**
 * The public API as a route handler: each endpoint asks for an API key with its own scope (`lib/api/endpoints.ts`), and what
 * is no endpoint does not exist. Cookies mean nothing here, so no other site can borrow a visitor's.
 */
export const apiRoute = () => api

const api = buildApi()
