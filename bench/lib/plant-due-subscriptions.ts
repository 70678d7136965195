import type { Client } from 'pg'

/** The instant at which they are due: 10:00 in Berlin. */
export const DUE = new Date('2026-11-15T09:00:00Z')
/** Some more are due before, to warm the workers with. */
export const DUE_BEFORE = new Date('2026-11-15T08:00:00Z')

/**
 * Plants `n` customers (and `before` more, due an hour earlier), each with an active subscription that is due at DUE and whose last period was billed and paid, by
 * one statement per table. Nine of ten are monthly, on all plans; six of ten customers are German, two French consumers,
 * one an Austrian company with a VAT id (reverse charge), one Swiss. The catalogue is there already.
 */
export async function plantDueSubscriptions(
  client: Client,
  { n, before }: { n: number; before: number },
): Promise<void> {
  // Lines may join a finalised invoice in the transaction that wrote it only.
  await client.query('BEGIN')
  await client.query(
    `
    CREATE TEMP TABLE planted AS
    SELECT i, lpad(i::text, 9, '0') AS name, place.*, price.id AS price_id, price.plan_code, price.interval,
           price.unit_amount AS net, round(price.unit_amount * place.rate::numeric / 100)::bigint AS tax,
           due, ((due AT TIME ZONE zone) - CASE interval WHEN 'YEAR' THEN interval '1 year' ELSE interval '1 month' END)
             AT TIME ZONE zone AS start
    FROM generate_series(1, $1::int + $2::int) AS i
    CROSS JOIN LATERAL (SELECT CASE WHEN i > $1 THEN $4 ELSE $3 END::timestamptz AS due) AS at
    JOIN (VALUES ('DE', 'Berlin', '10969', 'Europe/Berlin', 'de', true, NULL, 'NONE', 'S', '19'),
                 ('FR', 'Lyon', '69002', 'Europe/Paris', 'fr', false, NULL, 'NONE', 'S', '20'),
                 ('AT', 'Wien', '1010', 'Europe/Vienna', 'de', true, 'ATU33864707', 'VALID', 'AE', '0'),
                 ('CH', 'Basel', '4051', 'Europe/Zurich', 'de', true, NULL, 'NONE', 'O', '0'))
         AS place(country, city, postal_code, zone, locale, is_business, vat_id, vat_id_status, category, rate)
      ON place.country = CASE i % 10 WHEN 6 THEN 'FR' WHEN 7 THEN 'FR' WHEN 8 THEN 'AT' WHEN 9 THEN 'CH' ELSE 'DE' END
    JOIN (SELECT price.*, plan.code AS plan_code, plan.name AS plan_name,
                 row_number() OVER (PARTITION BY interval ORDER BY plan.rank) - 1 AS place,
                 count(*) OVER (PARTITION BY interval) AS places
          FROM price JOIN plan ON plan.id = price.plan_id WHERE price.unit_amount > 0) AS price
      ON price.interval = (CASE (i / 10) % 10 WHEN 0 THEN 'YEAR' ELSE 'MONTH' END)::"Interval" AND price.place = i % price.places`,
    [n, before, DUE, DUE_BEFORE],
  )
  for (const statement of STATEMENTS) await client.query(statement)
  await client.query(
    `INSERT INTO number_series (legal_entity_id, kind, year, prefix, next_number, last_issued_at)
     SELECT legal_entity.id, 'INVOICE', 2026, 'INV-2026', $1::int + 1, (SELECT max(start) FROM planted) FROM legal_entity`,
    [n + before],
  )
  await client.query('DROP TABLE planted')
  await client.query('COMMIT')
  await client.query('VACUUM ANALYZE')
}

const STATEMENTS = [
  `INSERT INTO customer (id, name, email, is_business, address_line1, postal_code, city, country, vat_id, vat_id_status,
                         locale, time_zone, created_at)
   SELECT 'cus_' || name, 'Customer ' || i, 'billing-' || i || '@example.com', is_business, 'Lindenstraße 5', postal_code,
          city, country, vat_id, vat_id_status::"VatIdStatus", locale, zone, start FROM planted`,
  `INSERT INTO vat_id_check (id, customer_id, vat_id, requester_vat_id, outcome, checked_at)
   SELECT 'vic_' || name, 'cus_' || name, vat_id, 'DE136695976', 'VALID', start FROM planted WHERE vat_id_status = 'VALID'`,
  `INSERT INTO subscription (id, customer_id, status, currency, time_zone, started_at, current_period_start,
                             current_period_end, renews_at, created_at)
   SELECT 'sub_' || name, 'cus_' || name, 'ACTIVE', 'EUR', zone, start, start, due,
          due, start FROM planted`,
  `INSERT INTO subscription_phase (subscription_id, kind, starts_at, anchor, interval)
   SELECT 'sub_' || name, 'BILLED', start, start, interval FROM planted`,
  `INSERT INTO subscription_item (id, item_id, subscription_id, price_id, valid_from)
   SELECT 'seg_' || name, 'item_' || name, 'sub_' || name, price_id, start FROM planted`,
  `INSERT INTO billing_cycle (subscription_id, index, starts_at, ends_at, invoice_id)
   SELECT 'sub_' || name, 0, start, due, 'inv_' || name FROM planted`,
  // Numbers rise with finalisation, so those who began first come first.
  `INSERT INTO invoice (id, customer_id, subscription_id, legal_entity_id, status, reason, number, series_prefix,
                        series_number, currency, subtotal, tax_total, total, amount_paid, seller, buyer, locale,
                        created_at, finalized_at, due_at, paid_at)
   SELECT 'inv_' || p.name, 'cus_' || p.name, 'sub_' || p.name, e.id, 'PAID', 'SUBSCRIPTION_START',
          'INV-2026-' || lpad(number::text, 6, '0'), 'INV-2026', number, 'EUR', net, tax, net + tax, net + tax,
          to_jsonb(e), jsonb_build_object('name', 'Customer ' || i, 'country', p.country, 'vatId', p.vat_id), locale, start, start, start, start
   FROM (SELECT *, row_number() OVER (ORDER BY start, i) AS number FROM planted) AS p, legal_entity AS e ORDER BY number`,
  `INSERT INTO invoice_line (id, invoice_id, position, subscription_id, segment_id, cycle_index, kind, billing_key,
                             plan_code, price_id, description, unit_amount, period_from, period_to, priced_amount, amount,
                             tax_amount, tax_category, tax_rate, tax_country, explanation)
   SELECT 'line_' || name, 'inv_' || name, 0, 'sub_' || name, 'seg_' || name, 0, 'CHARGE',
          'sub_' || name || ':seg_' || name || ':0:0', plan_code, price_id, plan_code, net::text, start,
          due, net, net, tax, category, rate, country, '{"steps": []}' FROM planted`,
  `INSERT INTO invoice_tax (invoice_id, category, rate, country, taxable, tax, reason)
   SELECT 'inv_' || name, category, rate, country, net, tax, 'planted' FROM planted`,
  `INSERT INTO payment (id, customer_id, invoice_id, processor, status, on_session, amount, currency, idempotency_key,
                        processor_ref, created_at, settled_at)
   SELECT 'pay_' || name, 'cus_' || name, 'inv_' || name, 'STRIPE', 'SUCCEEDED', true, net + tax, 'EUR', 'key_' || name,
          'pi_' || name, start, start FROM planted`,
  `INSERT INTO ledger_transaction (id, kind, source_id, customer_id, occurred_at)
   SELECT 'ltx_' || name, 'invoice.finalized', 'inv_' || name, 'cus_' || name, start FROM planted
   UNION ALL SELECT 'ltx_paid_' || name, 'payment.succeeded', 'pay_' || name, 'cus_' || name, start FROM planted`,
  `INSERT INTO ledger_entry (transaction_id, position, account, amount, currency)
   SELECT id, position, account, amount, 'EUR' FROM planted CROSS JOIN LATERAL (VALUES
     ('ltx_' || name, 0, 'receivable', net + tax), ('ltx_' || name, 1, 'revenue.deferred', -net),
     ('ltx_' || name, 2, 'vat.' || country, -tax), ('ltx_paid_' || name, 0, 'cash.stripe', net + tax),
     ('ltx_paid_' || name, 1, 'receivable', -net - tax)) AS e(id, position, account, amount) WHERE amount <> 0`,
]
