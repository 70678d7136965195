import type { Scope } from '@/lib/api/scopes'

/** An API key as the screens show it: instants as ISO text, nothing of its secret but the beginning. */
export interface ApiKeyItem {
  id: string
  name: string
  prefix: string
  scopes: string[]
  createdBy: string
  createdOn: string
  lastUsedOn: string | null
  expiresOn: string | null
  oldUntil: string | null
  state: 'active' | 'expired' | 'revoked'
}

export interface ScopeItem {
  scope: Scope
  text: string
}

/** What the form of a new key sends. */
export interface NewKeyInput {
  name: string
  scopes: Scope[]
  expiresInDays: number | null
}
