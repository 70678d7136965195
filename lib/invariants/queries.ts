/**
 * What must always hold (DESIGN §7), each as a query that returns the rows which break it: none, when all is well.
 * `subject` names what is wrong, `detail` how. Parameters: $1 = now. Pure SQL, so that anyone can run one by hand.
 */
export interface Invariant {
  code: string
  rule: string
  sql: string
}

export const invariants: Invariant[] = [
  {
    code: 'ledger_balanced',
    rule: 'Every ledger transaction sums to zero per currency.',
    sql: `SELECT transaction_id AS subject, currency || ' ' || sum(amount) AS detail
          FROM ledger_entry GROUP BY transaction_id, currency HAVING sum(amount) <> 0`,
  },
  {
    code: 'ledger_complete',
    rule: 'Every finalised or voided invoice, succeeded payment, credit note and settled refund is posted, with its amount.',
    sql: `
      WITH posted AS (
        SELECT t.kind, t.source_id, sum(e.amount) FILTER (WHERE e.account LIKE 'cash.%') AS cash,
               sum(e.amount) FILTER (WHERE e.account IN ('receivable', 'customer_credit', 'refunds_payable', 'paid_outside')) AS owed,
               sum(e.amount) FILTER (WHERE e.account LIKE 'vat.%') AS vat
        FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
        WHERE t.kind IN ('invoice.finalized', 'invoice.voided', 'invoice.uncollectible', 'payment.succeeded', 'credit_note.issued', 'refund.succeeded')
        GROUP BY 1, 2
      ), expected AS (
        SELECT id, 'invoice.finalized' AS kind, total AS owed, -tax_total AS vat, NULL::bigint AS cash FROM invoice WHERE status <> 'DRAFT'
        UNION ALL SELECT id, 'invoice.voided', -total, tax_total, NULL FROM invoice WHERE status = 'VOID'
        UNION ALL SELECT id, 'invoice.uncollectible', NULL, NULL, NULL FROM invoice WHERE status = 'UNCOLLECTIBLE'
        UNION ALL SELECT id, 'payment.succeeded', NULL, NULL, amount FROM payment WHERE status = 'SUCCEEDED'
        UNION ALL SELECT id, 'credit_note.issued', -total, tax_total, NULL FROM credit_note
        UNION ALL SELECT id, 'refund.succeeded', NULL, NULL, -amount FROM refund WHERE status = 'SUCCEEDED'
      )
      SELECT x.id AS subject, x.kind || CASE WHEN p.kind IS NULL THEN ' not posted' ELSE ' posted with another amount' END AS detail
      FROM expected x LEFT JOIN posted p ON p.kind = x.kind AND p.source_id = x.id
      WHERE CASE WHEN p.kind IS NULL THEN coalesce(x.owed, x.cash, 1) <> 0
            ELSE coalesce(x.owed, p.owed, 0) <> coalesce(p.owed, 0) OR coalesce(x.vat, p.vat, 0) <> coalesce(p.vat, 0)
              OR coalesce(x.cash, p.cash, 0) <> coalesce(p.cash, 0) END`,
  },
  {
    code: 'revenue_equals_documents',
    rule: 'Deferred and earned revenue come to the net of what was invoiced less what was voided and credited.',
    sql: `
      WITH posted AS (
        SELECT t.customer_id, e.currency, -sum(e.amount) AS amount FROM ledger_entry e
        JOIN ledger_transaction t ON t.id = e.transaction_id WHERE e.account LIKE 'revenue.%' AND t.customer_id IS NOT NULL GROUP BY 1, 2
      ), billed AS (
        SELECT customer_id, currency, sum(amount) AS amount FROM (
          SELECT customer_id, currency, subtotal - discount_total AS amount FROM invoice WHERE status NOT IN ('DRAFT', 'VOID')
          UNION ALL SELECT customer_id, currency, -subtotal FROM credit_note
        ) AS d GROUP BY 1, 2
      )
      SELECT coalesce(posted.customer_id, billed.customer_id) AS subject,
             'ledger ' || coalesce(posted.amount, 0) || ', documents ' || coalesce(billed.amount, 0) AS detail
      FROM posted FULL JOIN billed USING (customer_id, currency) WHERE coalesce(posted.amount, 0) <> coalesce(billed.amount, 0)`,
  },
  {
    code: 'revenue_recognized',
    rule: 'At the end of the last day that was recognised, what the ledger defers is what is left to earn of every line.',
    // Not where something was posted for closed days afterwards (in tests, time goes back): the next day takes it in.
    sql: `
      WITH b AS (
        SELECT recognized_through FROM books WHERE NOT EXISTS (
          SELECT FROM ledger_transaction t WHERE books_day(t.occurred_at) <= books.recognized_through AND age(t.xmin) < age(books.xmin))
      ), held AS (
        SELECT e.currency, -sum(e.amount) AS amount FROM b
        JOIN ledger_transaction t ON t.occurred_at < (b.recognized_through + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
        JOIN ledger_entry e ON e.transaction_id = t.id AND e.account = 'revenue.deferred' GROUP BY 1
      ), left_to_earn AS (
        SELECT s.currency, sum(revenue_left(s.net::bigint, b.recognized_through - s.first_day + 1, s.days)) AS amount
        FROM b JOIN revenue_stretch s ON s.first_day + s.days > b.recognized_through + 1
          AND s.since <= b.recognized_through AND (s.until IS NULL OR b.recognized_through < s.until) GROUP BY 1
      )
      SELECT coalesce(held.currency, left_to_earn.currency) AS subject,
             'ledger ' || coalesce(held.amount, 0) || ', lines ' || coalesce(left_to_earn.amount, 0) AS detail
      FROM held FULL JOIN left_to_earn USING (currency) WHERE coalesce(held.amount, 0) <> coalesce(left_to_earn.amount, 0)`,
  },
  {
    code: 'vat_equals_documents',
    rule: 'VAT by country is the tax of invoices less voids and credit notes; beside it only that of claims given up and paid after all.',
    sql: `
      WITH posted AS (
        SELECT t.customer_id, e.currency, substr(e.account, 5, 2) AS country, -sum(e.amount) AS amount FROM ledger_entry e
        JOIN ledger_transaction t ON t.id = e.transaction_id
        WHERE e.account LIKE 'vat.%' AND t.kind NOT IN ('invoice.uncollectible', 'bad_debt.recovered') GROUP BY 1, 2, 3
      ), billed AS (
        SELECT customer_id, currency, country, sum(amount) AS amount FROM (
          SELECT i.customer_id, i.currency, x.country, x.tax AS amount FROM invoice_tax x JOIN invoice i ON i.id = x.invoice_id
            WHERE i.status NOT IN ('DRAFT', 'VOID')
          UNION ALL SELECT c.customer_id, c.currency, l.tax_country, -l.tax_amount FROM credit_note_line l
            JOIN credit_note c ON c.id = l.credit_note_id
        ) AS d GROUP BY 1, 2, 3
      )
      SELECT coalesce(posted.customer_id, billed.customer_id) AS subject,
             coalesce(posted.country, billed.country) || ' ledger ' || coalesce(posted.amount, 0) || ', documents ' || coalesce(billed.amount, 0) AS detail
      FROM posted FULL JOIN billed USING (customer_id, currency, country) WHERE coalesce(posted.amount, 0) <> coalesce(billed.amount, 0)`,
  },
  {
    code: 'receivables_equal_open_invoices',
    rule: 'What the ledger says a customer owes is what their open invoices come to.',
    sql: `
      WITH owed AS (
        SELECT t.customer_id, e.currency, sum(e.amount) AS amount FROM ledger_entry e
        JOIN ledger_transaction t ON t.id = e.transaction_id WHERE e.account = 'receivable' GROUP BY 1, 2
      ), open AS (
        SELECT customer_id, currency, sum(total - amount_paid - amount_credited) AS amount FROM invoice
        WHERE status = 'OPEN' GROUP BY 1, 2
      )
      SELECT coalesce(owed.customer_id, open.customer_id) AS subject,
             'ledger ' || coalesce(owed.amount, 0) || ', invoices ' || coalesce(open.amount, 0) AS detail
      FROM owed FULL JOIN open USING (customer_id, currency) WHERE coalesce(owed.amount, 0) <> coalesce(open.amount, 0)`,
  },
  {
    code: 'balance_equals_grants',
    rule: 'What the ledger says we owe a customer as credit is what is left of their grants, and no grant paid more than it held.',
    sql: `
      WITH owed AS (
        SELECT t.customer_id, e.currency, -sum(e.amount) AS amount FROM ledger_entry e
        JOIN ledger_transaction t ON t.id = e.transaction_id WHERE e.account = 'customer_credit' GROUP BY 1, 2
      ), held AS (
        SELECT customer_id, currency, sum(remaining) AS amount FROM credit_grant GROUP BY 1, 2
      )
      SELECT coalesce(owed.customer_id, held.customer_id) AS subject,
             'ledger ' || coalesce(owed.amount, 0) || ', grants ' || coalesce(held.amount, 0) AS detail
      FROM owed FULL JOIN held USING (customer_id, currency) WHERE coalesce(owed.amount, 0) <> coalesce(held.amount, 0)
      UNION ALL
      SELECT g.id, 'held ' || g.amount || ', left ' || g.remaining || ', ended ' || g.ended || ', paid ' || coalesce(sum(a.amount), 0)
      FROM credit_grant g LEFT JOIN credit_application a ON a.grant_id = g.id AND a.released_at IS NULL
      GROUP BY g.id HAVING g.amount - g.ended - coalesce(sum(a.amount), 0) <> g.remaining`,
  },
  {
    code: 'redemptions_counted',
    rule: 'A coupon knows how often it was redeemed, and that is never more than it may be.',
    sql: `
      SELECT c.id AS subject, 'says ' || c.times_redeemed || ', redeemed ' || count(d.id) AS detail
      FROM coupon c LEFT JOIN discount d ON d.coupon_id = c.id AND d.released_at IS NULL
      GROUP BY c.id HAVING count(d.id) <> c.times_redeemed OR c.times_redeemed > c.max_redemptions`,
  },
  {
    code: 'cash_equals_payments',
    rule: 'Cash per processor is its succeeded payments, less settled refunds, what disputes hold or took, and their fees.',
    sql: `
      WITH cash AS (
        SELECT substr(account, 6) AS processor, currency, sum(amount) AS amount FROM ledger_entry
        WHERE account LIKE 'cash.%' GROUP BY 1, 2
      ), moved AS (
        SELECT processor, currency, sum(amount) AS amount FROM (
          SELECT lower(processor::text) AS processor, currency, amount FROM payment WHERE status = 'SUCCEEDED'
          UNION ALL SELECT lower(p.processor::text), r.currency, -r.amount FROM refund r JOIN payment p ON p.id = r.payment_id
            WHERE r.status = 'SUCCEEDED'
          UNION ALL SELECT lower(p.processor::text), d.currency, -d.amount FROM dispute d JOIN payment p ON p.id = d.payment_id
            WHERE d.status IN ('OPEN', 'LOST')
          UNION ALL SELECT lower(p.processor::text), d.fee_currency, -d.fee FROM dispute d JOIN payment p ON p.id = d.payment_id
            WHERE d.fee <> 0
        ) AS m GROUP BY 1, 2
      )
      SELECT coalesce(cash.processor, moved.processor) AS subject,
             'ledger ' || coalesce(cash.amount, 0) || ', payments ' || coalesce(moved.amount, 0) AS detail
      FROM cash FULL JOIN moved USING (processor, currency) WHERE coalesce(cash.amount, 0) <> coalesce(moved.amount, 0)`,
  },
  {
    code: 'clearing_equals_pending_refunds',
    rule: 'What the ledger says is on its way through a processor is its refunds that are pending.',
    sql: `
      WITH clearing AS (
        SELECT substr(account, 10) AS processor, currency, -sum(amount) AS amount FROM ledger_entry
        WHERE account LIKE 'clearing.%' GROUP BY 1, 2
      ), pending AS (
        SELECT lower(p.processor::text) AS processor, r.currency, sum(r.amount) AS amount FROM refund r
        JOIN payment p ON p.id = r.payment_id WHERE r.status = 'PENDING' GROUP BY 1, 2
      )
      SELECT coalesce(clearing.processor, pending.processor) AS subject,
             'ledger ' || coalesce(clearing.amount, 0) || ', refunds ' || coalesce(pending.amount, 0) AS detail
      FROM clearing FULL JOIN pending USING (processor, currency)
      WHERE coalesce(clearing.amount, 0) <> coalesce(pending.amount, 0)`,
  },
  {
    code: 'cycles_tile',
    rule: "A subscription's billing cycles follow each other without gap or overlap, from its start.",
    sql: `
      SELECT subscription_id || ' #' || index AS subject,
             'starts ' || starts_at || ' after ' || coalesce(before::text, started_at::text) AS detail
      FROM (
        SELECT c.subscription_id, c.index, c.starts_at, s.started_at,
               lag(c.ends_at) OVER w AS before, lag(c.index) OVER w AS before_index
        FROM billing_cycle c JOIN subscription s ON s.id = c.subscription_id
        WINDOW w AS (PARTITION BY c.subscription_id ORDER BY c.index)
      ) AS c
      WHERE starts_at <> coalesce(before, started_at) OR index <> coalesce(before_index + 1, 0)`,
  },
  {
    code: 'one_invoice_per_instant',
    rule: 'Renewals of one customer that fall on one instant are on one invoice.',
    // What was begun later, backdated, was billed when it was.
    sql: `
      SELECT s.customer_id AS subject, c.starts_at || ': ' || string_agg(DISTINCT c.invoice_id, ', ') AS detail
      FROM billing_cycle c JOIN subscription s ON s.id = c.subscription_id
      JOIN invoice i ON i.id = c.invoice_id AND i.reason = 'SUBSCRIPTION_CYCLE'
      WHERE c.index > 0 AND s.created_at < c.starts_at
        AND s.customer_id IN (SELECT customer_id FROM subscription GROUP BY customer_id HAVING count(*) > 1)
      GROUP BY s.customer_id, c.starts_at HAVING count(DISTINCT c.invoice_id) > 1`,
  },
  {
    code: 'numbers_gapless',
    rule: 'Document numbers of a series have no gap and no duplicate, and the series knows its next one.',
    sql: `
      WITH numbered AS (
        SELECT series_prefix AS prefix, series_number AS number FROM invoice WHERE series_number IS NOT NULL
        UNION ALL SELECT series_prefix, series_number FROM credit_note
      )
      SELECT s.prefix AS subject, 'next is ' || s.next_number || ', has ' || count(n.number) || ' up to ' || coalesce(max(n.number), 0) AS detail
      FROM number_series s LEFT JOIN numbered n ON n.prefix = s.prefix
      GROUP BY s.prefix, s.next_number
      HAVING count(n.number) <> s.next_number - 1 OR coalesce(max(n.number), 0) <> s.next_number - 1
          OR count(DISTINCT n.number) <> count(n.number)`,
  },
  {
    code: 'numbers_rise',
    rule: 'Numbers rise with finalisation.',
    sql: `
      SELECT id AS subject, number || ' was finalised before its predecessor' AS detail FROM (
        SELECT id, number, finalized_at, lag(finalized_at) OVER (PARTITION BY series_prefix ORDER BY series_number) AS before
        FROM invoice WHERE series_number IS NOT NULL
      ) AS i WHERE finalized_at < before`,
  },
  {
    code: 'invoice_adds_up',
    rule: 'Total = lines − discounts + tax, to the cent, and the tax table says the same as the lines.',
    sql: `
      SELECT i.id AS subject, 'net ' || (i.subtotal - i.discount_total) || ' lines ' || l.net || ', tax ' || i.tax_total
             || ' lines ' || l.tax || ' table ' || t.tax AS detail
      FROM invoice i
      CROSS JOIN LATERAL (SELECT coalesce(sum(amount), 0) AS net, coalesce(sum(tax_amount), 0) AS tax
                          FROM invoice_line WHERE invoice_id = i.id) l
      CROSS JOIN LATERAL (SELECT coalesce(sum(tax), 0) AS tax FROM invoice_tax WHERE invoice_id = i.id) t
      WHERE i.subtotal - i.discount_total <> l.net OR i.tax_total <> l.tax OR i.tax_total <> t.tax`,
  },
  {
    code: 'credit_within_billed',
    rule: 'No line is credited beyond what was billed for it.',
    sql: `
      SELECT l.id AS subject, 'billed ' || l.amount || ', credited ' || sum(c.amount) AS detail
      FROM credit_note_line c JOIN invoice_line l ON l.id = c.invoice_line_id
      GROUP BY l.id HAVING abs(sum(c.amount)) > abs(l.amount) OR abs(sum(c.tax_amount)) > abs(l.tax_amount)`,
  },
  {
    code: 'refund_within_paid',
    rule: 'A payment gives back no more than it took, and knows how much it gave.',
    sql: `
      SELECT p.id AS subject, 'says ' || p.amount_refunded || ', refunds ' || coalesce(sum(r.amount), 0) AS detail
      FROM payment p LEFT JOIN refund r ON r.payment_id = p.id AND r.status <> 'FAILED'
      GROUP BY p.id HAVING coalesce(sum(r.amount), 0) <> p.amount_refunded OR p.amount_refunded > p.amount`,
  },
  {
    code: 'paid_once',
    rule: 'An invoice took exactly the money of its succeeded payments; what came on top went back, or to the balance.',
    sql: `
      SELECT i.id AS subject, 'counts ' || i.amount_paid || ', received ' || p.received || ', returned ' || p.returned AS detail
      FROM invoice i
      JOIN LATERAL (
        SELECT coalesce(sum(p.amount), 0) AS received,
               coalesce(sum((SELECT sum(r.amount) FROM refund r WHERE r.payment_id = p.id AND r.reason = 'surplus')), 0)
               + coalesce(sum((SELECT sum(g.amount) FROM credit_grant g WHERE g.source = 'overpayment' AND g.source_id = p.id)), 0) AS returned
        FROM payment p WHERE p.invoice_id = i.id AND p.status = 'SUCCEEDED'
      ) p ON true
      WHERE i.amount_paid <> p.received - p.returned`,
  },
  {
    code: 'disputes_are_held',
    rule: 'What the ledger holds as disputed is the open disputes, and a payment knows whether it is or was lost to one.',
    sql: `
      WITH held AS (
        SELECT t.customer_id, e.currency, sum(e.amount) AS amount FROM ledger_entry e
        JOIN ledger_transaction t ON t.id = e.transaction_id WHERE e.account = 'disputes' GROUP BY 1, 2
      ), open AS (
        SELECT p.customer_id, d.currency, sum(d.amount) AS amount FROM dispute d JOIN payment p ON p.id = d.payment_id
        WHERE d.status = 'OPEN' GROUP BY 1, 2
      )
      SELECT coalesce(held.customer_id, open.customer_id) AS subject,
             'ledger ' || coalesce(held.amount, 0) || ', disputes ' || coalesce(open.amount, 0) AS detail
      FROM held FULL JOIN open USING (customer_id, currency) WHERE coalesce(held.amount, 0) <> coalesce(open.amount, 0)
      UNION ALL
      SELECT p.id, CASE WHEN p.disputed THEN 'marked as disputed without a dispute' ELSE 'disputed and not marked' END
      FROM payment p LEFT JOIN dispute d ON d.payment_id = p.id AND d.status IN ('OPEN', 'LOST')
      GROUP BY p.id HAVING p.disputed <> (count(d.id) > 0)`,
  },
  {
    code: 'dunning_goes_on',
    rule: 'An unpaid invoice in dunning always has something ahead, and in time: an attempt, a reminder, an answer to wait for, the final action, or staff who hold it.',
    sql: `
      SELECT d.invoice_id AS subject, 'failed ' || d.last_failed_at || ' and nothing follows' AS detail
      FROM dunning d JOIN invoice i ON i.id = d.invoice_id
      WHERE d.ended_at IS NULL AND d.paused_at IS NULL AND d.give_up_at IS NULL AND i.status = 'OPEN'
        AND i.collect_at IS NULL AND i.remind_at IS NULL AND NOT EXISTS (
          SELECT FROM payment p WHERE p.invoice_id = i.id AND p.status IN ('CREATED', 'PROCESSING', 'REQUIRES_ACTION', 'UNKNOWN'))
      UNION ALL
      SELECT id, 'a reminder was due ' || remind_at FROM invoice
      WHERE status = 'OPEN' AND remind_at < $1::timestamptz - interval '10 minutes'
      UNION ALL
      SELECT d.invoice_id, 'the final action was due ' || d.give_up_at
      FROM dunning d JOIN invoice i ON i.id = d.invoice_id
      WHERE d.ended_at IS NULL AND d.paused_at IS NULL AND i.status = 'OPEN' AND d.give_up_at < $1::timestamptz - interval '10 minutes'`,
  },
  {
    code: 'active_is_paid',
    rule: 'An active subscription has no unpaid first invoice, and one that waits for its first payment gives nothing.',
    sql: `
      SELECT s.id AS subject, 'ACTIVE with unpaid first invoice ' || i.number AS detail
      FROM subscription s JOIN invoice i ON i.subscription_id = s.id AND i.reason = 'SUBSCRIPTION_START'
      WHERE s.status IN ('ACTIVE', 'PAST_DUE') AND i.status <> 'PAID'`,
  },
  {
    code: 'renewals_on_time',
    rule: 'No live subscription is past its period end by more than ten minutes, and each one knows when it renews.',
    sql: `
      SELECT id AS subject, 'period ended ' || current_period_end || ', renews ' || coalesce(renews_at::text, 'never') AS detail
      FROM subscription WHERE status IN ('ACTIVE', 'PAST_DUE')
        AND (renews_at IS NULL OR renews_at <> current_period_end OR renews_at < $1::timestamptz - interval '10 minutes')`,
  },
  {
    code: 'lifecycle_on_time',
    rule: 'What waits for its start, the end of its trial or of its pause knows when that is and is not late; what does not run never renews.',
    sql: `
      SELECT id AS subject, status || ', wakes ' || coalesce(wakes_at::text, 'never') || ', renews ' || coalesce(renews_at::text, 'never') AS detail
      FROM subscription
      WHERE (wakes_at IS NULL AND (status IN ('SCHEDULED', 'TRIALING') OR (status = 'PAUSED' AND resumes_at IS NOT NULL)))
         OR wakes_at < $1::timestamptz - interval '10 minutes'
         OR (renews_at IS NOT NULL AND status NOT IN ('ACTIVE', 'PAST_DUE'))`,
  },
  {
    code: 'usage_settled_on_time',
    rule: 'Use that waits for no renewal is settled when it is due, unless a draft holds it up.',
    sql: `
      SELECT s.id AS subject, 'use is due since ' || s.usage_settles_at AS detail FROM subscription s
      WHERE s.usage_settles_at < $1::timestamptz - interval '10 minutes'
        AND EXISTS (SELECT FROM usage_counter u WHERE u.customer_id = s.customer_id)
        AND NOT EXISTS (SELECT FROM invoice i WHERE i.customer_id = s.customer_id AND i.status = 'DRAFT')`,
  },
  {
    code: 'lines_name_segments',
    rule: 'Every line of a subscription names a stretch of its contract: otherwise the next difference cannot be found.',
    sql: `
      SELECT l.id AS subject, 'no segment ' || l.segment_id AS detail FROM invoice_line l
      WHERE l.segment_id IS NOT NULL AND NOT EXISTS (
        -- What is metered names the plan's segment before its meter.
        SELECT FROM subscription_item i WHERE i.id = split_part(l.segment_id, '~', 1))`,
  },
  {
    code: 'contract_credits_carried',
    rule: 'What the contract credits without an invoice is carried by credit notes, to the cent.',
    sql: `
      WITH asked AS (
        SELECT c.subscription_id, -sum(c.priced_amount + coalesce(d.taken, 0)) AS amount
        FROM contract_credit c LEFT JOIN LATERAL (
          SELECT -sum((discount ->> 'amount')::bigint) AS taken FROM jsonb_array_elements(c.discounts) AS discount
        ) d ON true GROUP BY c.subscription_id),
      carried AS (
        SELECT c.subscription_id, sum(n.amount + CASE l.tax_behavior WHEN 'INCLUSIVE' THEN n.tax_amount ELSE 0 END) AS amount,
               sum(n.amount) AS net, sum(n.amount + n.tax_amount) AS gross, count(DISTINCT l.tax_behavior) > 1 AS mixed
        FROM credit_note_line n JOIN contract_credit c ON c.id = n.contract_credit_id
        JOIN invoice_line l ON l.id = n.invoice_line_id
        GROUP BY c.subscription_id)
      SELECT a.subscription_id AS subject, 'credits ' || a.amount || ', notes carry ' || coalesce(n.amount, 0) AS detail
      FROM asked a LEFT JOIN carried n USING (subscription_id)
      -- A credit with tax inside may be carried by a line without: only bounds are known of both together.
      WHERE CASE WHEN n.mixed THEN a.amount NOT BETWEEN n.net AND n.gross ELSE a.amount <> coalesce(n.amount, 0) END`,
  },
  {
    code: 'drafts_on_time',
    rule: 'No draft waits longer than it says, and none is numbered or booked.',
    sql: `
      SELECT i.id AS subject, 'draft until ' || i.finalizes_at AS detail FROM invoice i
      WHERE i.status = 'DRAFT' AND (i.finalizes_at < $1::timestamptz - interval '10 minutes' OR i.series_number IS NOT NULL
        OR EXISTS (SELECT FROM ledger_transaction t WHERE t.source_id = i.id))`,
  },
  {
    code: 'reverse_charge_is_proven',
    rule: 'VAT was left to a business abroad only where VIES had confirmed the VAT id that the invoice states.',
    sql: `
      SELECT i.id AS subject, i.number || ' without proof for ' || coalesce(i.buyer ->> 'vatId', 'no VAT id') AS detail
      FROM invoice i JOIN invoice_tax t ON t.invoice_id = i.id AND t.category = 'AE'
      WHERE i.status <> 'DRAFT' AND NOT EXISTS (
        SELECT FROM vat_id_check c WHERE c.customer_id = i.customer_id AND c.vat_id = i.buyer ->> 'vatId'
          AND c.outcome = 'VALID' AND c.checked_at <= i.finalized_at)`,
  },
  {
    code: 'no_lasting_unknown',
    rule: 'No payment is without an answer for more than an hour.',
    sql: `
      SELECT id AS subject, status || ' since ' || created_at AS detail FROM payment
      WHERE status IN ('CREATED', 'UNKNOWN') AND created_at < $1::timestamptz - interval '1 hour'`,
  },
  {
    code: 'one_current_segment',
    rule: 'A running subscription has one open segment per item; an ended one has none.',
    sql: `
      SELECT s.id AS subject, s.status || ' with ' || count(i.id) || ' open segments' AS detail
      FROM subscription s LEFT JOIN subscription_item i ON i.subscription_id = s.id AND i.valid_to IS NULL
      GROUP BY s.id HAVING (s.ended_at IS NULL AND count(i.id) <> count(DISTINCT i.item_id))
                        OR (s.ended_at IS NULL AND count(i.id) = 0) OR (s.ended_at IS NOT NULL AND count(i.id) > 0)`,
  },
  {
    code: 'usage_totals',
    rule: 'Usage totals are what the events say: the latest hours of whoever used something last (all: npm run usage -- rebuild --check).',
    sql: `
      SELECT b.customer_id || ' ' || b.meter_code AS subject,
             b.hour || ': total ' || b.quantity || ' of ' || b.events || ', events ' || said.quantity || ' of ' || said.events AS detail
      FROM (SELECT customer_id, meter_code FROM usage_counter ORDER BY touched_at DESC LIMIT 100) AS c
      CROSS JOIN LATERAL (
        SELECT * FROM usage_bucket u WHERE u.customer_id = c.customer_id AND u.meter_code = c.meter_code
        ORDER BY hour DESC, group_key LIMIT 3) AS b
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(e.quantity), 0) AS quantity, count(*) AS events FROM usage_event e
        WHERE e.customer_id = b.customer_id AND e.meter_code = b.meter_code AND e.group_key = b.group_key
          AND e.month = date_trunc('month', b.hour AT TIME ZONE 'UTC')::date
          AND e.time >= b.hour AND e.time < b.hour + interval '1 hour' AND e.kind <> 'REVERSAL'
          AND NOT EXISTS (SELECT FROM usage_event s WHERE s.source = e.source AND s.supersedes_id = e.id
                          AND s.meter_code = e.meter_code AND s.month = e.month)
        OFFSET 0) AS said
      -- Not where the events are archived, nor where there are very many of them.
      WHERE b.events < 50000 AND to_regclass('usage_event_' || to_char(b.hour AT TIME ZONE 'UTC', 'YYYY_MM')) IS NOT NULL
        AND (b.quantity, b.events) <> (said.quantity, said.events)`,
  },
  {
    code: 'usage_counted_once',
    rule: 'No usage event is counted in two months: the latest of whoever used something last.',
    sql: `
      SELECT e.source || ' ' || e.id AS subject, 'in ' || e.month || ' and ' || other.month AS detail
      FROM (SELECT customer_id, meter_code FROM usage_counter ORDER BY touched_at DESC LIMIT 100) AS c
      CROSS JOIN LATERAL (
        SELECT * FROM usage_event u WHERE u.customer_id = c.customer_id AND u.meter_code = c.meter_code
        ORDER BY time DESC LIMIT 20) AS e
      CROSS JOIN LATERAL (
        SELECT month FROM usage_event o WHERE o.source = e.source AND o.id = e.id AND o.month <> e.month OFFSET 0) AS other`,
  },
]
