import type { PaymentMethodRecord } from '../../state/records'
import { cardBehind } from './methods'

/** The circumstances in which a card is used. */
export interface Presence {
  readonly isOffSession: boolean
  /** The customer passed 3-D Secure for this very attempt. */
  readonly isAuthenticated: boolean
  /** The merchant asked for 3-D Secure. */
  readonly isRequested: boolean
}

/** Whether the bank wants the customer to authenticate before it answers. */
export function needsAuthentication(method: PaymentMethodRecord, presence: Presence): boolean {
  const card = cardBehind(method)
  if (!card || presence.isAuthenticated) return false
  if (presence.isRequested && !presence.isOffSession) return true
  switch (card.authentication) {
    case 'never':
      return false
    case 'always':
      return true
    case 'unless_set_up':
      return !method.set_up
    case 'on_session':
      return !presence.isOffSession
  }
}
