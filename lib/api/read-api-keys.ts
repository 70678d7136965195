export { findApiKeys as listApiKeys, type ApiKeyRow } from './store'
