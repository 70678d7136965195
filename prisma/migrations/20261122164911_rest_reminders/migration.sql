-- AlterTable
ALTER TABLE "dunning_policy" ADD COLUMN     "reminder_days" INTEGER[] DEFAULT ARRAY[3, 10, 20]::INTEGER[],
ADD COLUMN     "sent_final_action" "DunningFinalAction" NOT NULL DEFAULT 'LEAVE';

-- AlterTable
ALTER TABLE "invoice" ADD COLUMN     "remind_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "invoice_reminder_due" ON "invoice"("remind_at") WHERE (remind_at IS NOT NULL AND status = 'OPEN'::"InvoiceStatus");

-- When the next reminder is due may move on a finalised invoice.
CREATE OR REPLACE FUNCTION keep_invoice_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := ARRAY['status', 'amount_paid', 'amount_credited', 'paid_at', 'voided_at', 'uncollectible_at', 'collect_at', 'attempt_count', 'remind_at'];
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'invoice % is finalised and cannot be deleted', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) OR NEW.status = 'DRAFT' THEN
    RAISE EXCEPTION 'invoice % is finalised and cannot be changed', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- Sent invoices that are still open are reminded of from their next step on.
UPDATE invoice SET remind_at = due_at WHERE status = 'OPEN' AND collection_method = 'SEND_INVOICE';
