-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "reconcile_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "refund_reconcile_due" ON "refund"("reconcile_at") WHERE (reconcile_at IS NOT NULL);

-- Refunds that are pending are asked about, and the books say from now on that they are on their way.
UPDATE refund SET reconcile_at = created_at WHERE status = 'PENDING';
INSERT INTO ledger_transaction (id, kind, source_id, customer_id, occurred_at)
  SELECT 'ltx_sent_' || r.id, 'refund.sent', r.id, p.customer_id, r.created_at
  FROM refund r JOIN payment p ON p.id = r.payment_id WHERE r.status = 'PENDING';
INSERT INTO ledger_entry (transaction_id, position, account, amount, currency)
  SELECT 'ltx_sent_' || r.id, side.position, side.account, side.amount, r.currency
  FROM refund r JOIN payment p ON p.id = r.payment_id
  CROSS JOIN LATERAL (VALUES (0, 'refunds_payable', r.amount), (1, 'clearing.' || lower(p.processor::text), -r.amount))
    AS side(position, account, amount)
  WHERE r.status = 'PENDING';
