import type { Client } from 'pg'

/** The instant the planted world is looked at. */
export const NOW = '2026-02-01T00:00:00Z'

/** Statements that write one row each, for tests that speak SQL to the database. */
export interface Planted {
  invoice(row: { id: string; status: string; number: number; paid?: number; reason?: string }): string
  line(row: { id: string; invoiceId: string; billingKey: string; position?: number }): string
  payment(row: { id: string; invoiceId: string; status: string; amount?: number; createdAt?: string }): string
}

const planted: Planted = {
  invoice: ({ id, status, number, paid = 0, reason = 'SUBSCRIPTION_CYCLE' }) => `
    INSERT INTO invoice (id, customer_id, subscription_id, legal_entity_id, status, reason, number, series_prefix,
      series_number, currency, subtotal, tax_total, total, amount_paid, created_at, finalized_at)
    VALUES ('${id}', 'cus_1', 'sub_1', 'ent_1', '${status}', '${reason}', 'INV-2026-00000${number}', 'INV-2026', ${number},
      'EUR', 10000, 1900, 11900, ${paid}, '2026-01-01', timestamptz '2026-01-01' + interval '1 hour' * ${number})`,
  line: ({ id, invoiceId, billingKey, position = 0 }) => `
    INSERT INTO invoice_line (id, invoice_id, position, subscription_id, kind, billing_key, description, unit_amount,
      priced_amount, amount, tax_amount, tax_category, tax_rate, tax_country, explanation)
    VALUES ('${id}', '${invoiceId}', ${position}, 'sub_1', 'CHARGE', '${billingKey}', 'Plan', '10000', 10000, 10000, 1900,
      'standard', '19', 'DE', '{}')`,
  payment: ({ id, invoiceId, status, amount = 11900, createdAt = '2026-01-01' }) => `
    INSERT INTO payment (id, customer_id, invoice_id, processor, status, on_session, amount, currency, idempotency_key, created_at)
    VALUES ('${id}', 'cus_1', '${invoiceId}', 'STRIPE', '${status}', false, ${amount}, 'EUR', '${id}', '${createdAt}')`,
}

const tax = (invoiceId: string) =>
  `INSERT INTO invoice_tax VALUES ('${invoiceId}', 'standard', '19', 'DE', 10000, 1900, 'domestic')`

function posting(id: string, kind: string, sourceId: string, entries: Record<string, number>): string[] {
  const rows = Object.entries(entries).map(([account, amount], i) => `('${id}', ${i}, '${account}', ${amount}, 'EUR')`)
  return [
    `INSERT INTO ledger_transaction VALUES ('${id}', '${kind}', '${sourceId}', 'cus_1', '2026-01-01')`,
    `INSERT INTO ledger_entry VALUES ${rows.join(', ')}`,
  ]
}

/**
 * A small world in which every invariant holds: a subscription with a paid invoice of 100.00 + 19 % (11.90 of it given
 * back by a credit note) and an open one, both posted.
 */
export async function plantWorld(sql: Client): Promise<Planted> {
  const statements = [
    `INSERT INTO customer (id, name, email, created_at) VALUES ('cus_1', 'A', 'a@example.com', '2026-01-01'), ('cus_2', 'B', 'b@example.com', '2026-01-01')`,
    `INSERT INTO legal_entity (id, name, address_line1, postal_code, city, country, vat_id, registration, email, iban, bic)
      VALUES ('ent_1', 'N', 'S', '1', 'B', 'DE', 'DE1', 'HRB', 'n@example.com', 'DE', 'B')`,
    `INSERT INTO number_series VALUES ('ent_1', 'INVOICE', 2026, 'INV-2026', 3, '2026-01-01'), ('ent_1', 'CREDIT_NOTE', 2026, 'CN-2026', 2, '2026-01-01')`,
    `INSERT INTO plan (id, code, name, description, rank) VALUES ('plan_1', 'p', 'P', 'P', 1)`,
    `INSERT INTO price (id, plan_id, interval, currency, unit_amount, created_at) VALUES ('price_1', 'plan_1', 'MONTH', 'EUR', 10000, '2026-01-01')`,
    `INSERT INTO subscription (id, customer_id, status, currency, time_zone, started_at, current_period_start, current_period_end, renews_at, created_at)
      VALUES ('sub_1', 'cus_1', 'ACTIVE', 'EUR', 'Europe/Berlin', '2026-01-01Z', '2026-02-01Z', '2026-03-01Z', '2026-03-01Z', '2026-01-01')`,
    `INSERT INTO subscription_item (id, item_id, subscription_id, price_id, valid_from) VALUES ('seg_1', 'item_1', 'sub_1', 'price_1', '2026-01-01')`,
    planted.invoice({ id: 'inv_paid', status: 'PAID', number: 1, paid: 11900, reason: 'SUBSCRIPTION_START' }),
    planted.line({ id: 'line_paid', invoiceId: 'inv_paid', billingKey: 'key inv_paid' }),
    tax('inv_paid'),
    planted.invoice({ id: 'inv_open', status: 'OPEN', number: 2 }),
    planted.line({ id: 'line_open', invoiceId: 'inv_open', billingKey: 'key inv_open' }),
    tax('inv_open'),
    `INSERT INTO billing_cycle (subscription_id, index, starts_at, ends_at) VALUES ('sub_1', 0, '2026-01-01Z', '2026-02-01Z'), ('sub_1', 1, '2026-02-01Z', '2026-03-01Z')`,
    planted.payment({ id: 'pay_paid', invoiceId: 'inv_paid', status: 'SUCCEEDED' }),
    `INSERT INTO credit_note (id, number, series_prefix, series_number, invoice_id, customer_id, legal_entity_id, currency, reason, subtotal, tax_total, total, to_refund, seller, buyer, issued_at)
      VALUES ('cn_1', 'CN-2026-000001', 'CN-2026', 1, 'inv_paid', 'cus_1', 'ent_1', 'EUR', 'goodwill', 1000, 190, 1190, 1190, '{}', '{}', '2026-01-02')`,
    `INSERT INTO credit_note_line VALUES ('cnl_1', 'cn_1', 0, 'line_paid', 'Plan', 1000, 190, 'standard', '19', 'DE')`,
    `INSERT INTO refund (id, payment_id, credit_note_id, status, amount, currency, reason, idempotency_key, created_at)
      VALUES ('ref_1', 'pay_paid', 'cn_1', 'SUCCEEDED', 1190, 'EUR', 'goodwill', 'ref_1', '2026-01-02')`,
    `UPDATE payment SET amount_refunded = 1190 WHERE id = 'pay_paid'`,
    ...['paid', 'open'].flatMap((which) =>
      posting(`ltx_inv_${which}`, 'invoice.finalized', `inv_${which}`, {
        receivable: 11900,
        'revenue.deferred': -10000,
        'vat.DE': -1900,
      }),
    ),
    ...posting('ltx_pay', 'payment.succeeded', 'pay_paid', { 'cash.stripe': 11900, receivable: -11900 }),
    ...posting('ltx_cn', 'credit_note.issued', 'cn_1', {
      'revenue.deferred': 1000,
      'vat.DE': 190,
      refunds_payable: -1190,
    }),
    ...posting('ltx_ref', 'refund.succeeded', 'ref_1', { refunds_payable: 1190, 'cash.stripe': -1190 }),
    `INSERT INTO audit_entry (id, at, actor_type, actor_label, action, target_type, target_id) VALUES ('aud_1', '2026-01-01', 'SYSTEM', 'T', 'x', 'invoice', 'inv_paid')`,
  ]
  await sql.query('BEGIN')
  for (const statement of statements) await sql.query(statement)
  await sql.query('COMMIT')
  return planted
}
