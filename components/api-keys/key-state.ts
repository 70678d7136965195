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
  scope: string
  text: string
}
