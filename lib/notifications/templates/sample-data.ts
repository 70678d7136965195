import type { NotificationData } from '../kinds'

const invoice = {
  invoiceId: 'inv_01',
  invoiceNumber: 'NC-2026-000123',
  total: '7021',
  currency: 'EUR',
  customerName: 'Hausverwaltung Lindner & Söhne GmbH',
}
const payUrl = 'https://billing.newconcierge.example/portal/invoices/inv_01/pay'

/** One of each kind, as the use-cases queue them: for the staff's preview and the tests. */
export const sampleData: NotificationData = {
  welcome: { name: 'Maren Lindner' },
  password_reset: {
    name: 'Maren Lindner',
    url: 'https://billing.newconcierge.example/reset-password?token=abc',
    expiresInMinutes: 60,
  },
  invitation: {
    inviterName: 'Maren Lindner',
    customerName: 'Hausverwaltung Lindner & Söhne GmbH',
    role: 'BILLING_MANAGER',
    url: 'https://billing.newconcierge.example/invitation?token=abc',
  },
  invoice_paid: {
    ...invoice,
    paidAt: '2026-11-15T09:30:00.000Z',
    method: 'Visa ending in 4242',
    paymentMethod: { type: 'card', brand: 'visa', last4: '4242' },
  },
  invoice_open: { ...invoice, dueAt: '2026-12-15T09:30:00.000Z', payUrl },
  invoice_reminder: {
    ...invoice,
    level: 2,
    isLast: false,
    dueAt: '2026-11-01T09:30:00.000Z',
    endsAt: null,
    bank: { name: 'New Concierge GmbH', iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFFXXX' },
    payUrl,
  },
  payment_failed: {
    ...invoice,
    reason: 'Your card has insufficient funds.',
    reasonCode: 'insufficient_funds',
    nextAttemptAt: '2026-11-18T09:30:00.000Z',
    endsAt: null,
    payUrl,
  },
  payment_action_needed: { ...invoice, endsAt: '2026-12-02T09:30:00.000Z', payUrl },
  subscription_ended_unpaid: {
    planName: 'Professional',
    endedAt: '2026-11-22T09:30:00.000Z',
    invoiceNumber: 'NC-2026-000123',
    amountDue: '7021',
    currency: 'EUR',
    payUrl,
  },
  refund_issued: {
    creditNoteId: 'crn_01',
    creditNoteNumber: 'NC-CN-2026-000007',
    invoiceNumber: 'NC-2026-000123',
    amount: '3511',
    currency: 'EUR',
  },
  credit_note_issued: {
    creditNoteId: 'crn_01',
    creditNoteNumber: 'NC-CN-2026-000008',
    invoiceNumber: 'NC-2026-000123',
    amount: '3511',
    toBalance: '3511',
    currency: 'EUR',
  },
  subscription_canceled: { planName: 'Professional', endsAt: '2026-12-15T09:30:00.000Z' },
  subscription_resumed: { planName: 'Professional', renewsAt: '2026-12-15T09:30:00.000Z' },
  plan_changed: {
    fromPlan: 'Starter',
    toPlan: 'Professional',
    effectiveAt: '2026-11-30T23:30:00.000Z',
    amount: '59000',
    currency: 'EUR',
    interval: 'YEAR',
  },
  trial_ending: {
    planName: 'Professional',
    endsAt: '2026-12-15T09:30:00.000Z',
    amount: '5900',
    currency: 'EUR',
    interval: 'MONTH',
    hasMethod: false,
    otherwise: 'CANCEL',
  },
  trial_ended: { planName: 'Professional' },
  subscription_paused: {
    planName: 'Professional',
    resumesAt: '2027-01-31T23:30:00.000Z',
    credited: '3511',
    currency: 'EUR',
  },
  renewal_upcoming: {
    planName: 'Professional',
    renewsAt: '2026-12-15T09:30:00.000Z',
    total: '70210',
    currency: 'EUR',
    paymentMethod: { type: 'card', brand: 'visa', last4: '4242' },
  },
  card_expiring: {
    paymentMethod: { type: 'card', brand: 'mastercard', last4: '4444' },
    lastDay: '2026-11-30T12:00:00.000Z',
  },
  dispute_opened: {
    customerName: 'Hausverwaltung Lindner & Söhne GmbH',
    invoiceNumber: 'NC-2026-000123',
    amount: '7021',
    currency: 'EUR',
    reason: 'fraudulent',
    isInquiry: false,
    respondBy: '2026-11-30T22:59:00.000Z',
    url: 'https://billing.newconcierge.example/admin/invoices/inv_01',
  },
  price_change: {
    planName: 'Professional',
    effectiveAt: '2027-01-31T23:30:00.000Z',
    fromAmount: '5900',
    toAmount: '6400',
    currency: 'EUR',
    interval: 'MONTH',
  },
}

export const sampleSender = {
  name: 'New Concierge GmbH',
  addressLine1: 'Torstraße 140',
  postalCode: '10119',
  city: 'Berlin',
  country: 'DE',
  registration: 'Amtsgericht Charlottenburg, HRB 201234 B',
  vatId: 'DE136695976',
}
