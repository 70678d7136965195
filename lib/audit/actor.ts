/** Who does something: recorded with every change. `label` is what people read (an email, "Stripe webhook"). */
export interface Actor {
  type: 'member' | 'staff' | 'system'
  id: string | null
  label: string
}

export const systemActor = (label: string): Actor => ({ type: 'system', id: null, label })
