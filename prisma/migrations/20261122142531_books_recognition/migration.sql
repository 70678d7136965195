-- CreateTable
CREATE TABLE "books" (
    "id" TEXT NOT NULL,
    "recognized_through" DATE,

    CONSTRAINT "books_pkey" PRIMARY KEY ("id")
);

-- Revenue by day (docs/LEDGER.md). The books are kept in the seller's time zone; an instant belongs to its date there.
CREATE FUNCTION books_day(instant timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (instant AT TIME ZONE 'Europe/Berlin')::date
$$;

-- What of a net amount is still to be earned when `elapsed` of `days` have passed: the net less its cumulative share,
-- rounded half away from zero. The same as lib/engine/revenue.ts, which a test holds against it.
CREATE FUNCTION revenue_left(net bigint, elapsed int, days int) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN elapsed <= 0 THEN net
    WHEN elapsed >= days THEN 0
    WHEN net >= 0 THEN net - (2 * net * elapsed + days) / (2 * days)
    ELSE net + (-2 * net * elapsed + days) / (2 * days)
  END
$$;

-- Finalised lines with a service period, in stretches of days in which their net (less what is credited) is the same. A
-- day belongs to a stretch if since <= day < until; a voided invoice's lines end with it. Dates are those of the ledger.
CREATE VIEW revenue_stretch AS
SELECT line_id, customer_id, currency, first_day, days, since,
       least(lead(since) OVER steps, voided_on) AS until,
       sum(change) OVER steps AS net
FROM (
  SELECT l.id AS line_id, i.customer_id, i.currency, books_day(l.period_from) AS first_day,
         greatest(1, books_day(l.period_to) - books_day(l.period_from)) AS days,
         books_day(i.voided_at) AS voided_on, c.since, sum(c.change)::bigint AS change
  FROM invoice_line l
  JOIN invoice i ON i.id = l.invoice_id AND i.finalized_at IS NOT NULL
  LEFT JOIN ledger_transaction t ON t.kind = 'invoice.finalized' AND t.source_id = i.id
  CROSS JOIN LATERAL (
    SELECT books_day(coalesce(t.occurred_at, i.finalized_at)) AS since, l.amount AS change
    UNION ALL
    SELECT books_day(n.occurred_at), -p.amount FROM credit_note_line p
    JOIN ledger_transaction n ON n.kind = 'credit_note.issued' AND n.source_id = p.credit_note_id
    WHERE p.invoice_line_id = l.id
  ) AS c
  WHERE l.period_from < l.period_to AND l.amount <> 0
  GROUP BY l.id, i.customer_id, i.currency, i.voided_at, c.since
) AS change
WINDOW steps AS (PARTITION BY first_day, days, currency, customer_id, line_id, voided_on ORDER BY since);
