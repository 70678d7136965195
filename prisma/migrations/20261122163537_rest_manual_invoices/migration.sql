-- AlterTable
ALTER TABLE "invoice" ADD COLUMN     "payment_term_days" INTEGER,
ADD COLUMN     "request_key" TEXT;

-- AlterTable
ALTER TABLE "invoice_line" ADD COLUMN     "tax_behavior" "TaxBehavior" NOT NULL DEFAULT 'EXCLUSIVE';

-- CreateIndex
CREATE UNIQUE INDEX "invoice_requested_once" ON "invoice"("customer_id", "request_key") WHERE (request_key IS NOT NULL);

-- Lines that were issued so far are as their prices say; nothing that is printed of them changes.
ALTER TABLE invoice_line DISABLE TRIGGER invoice_line_frozen;
UPDATE invoice_line l SET tax_behavior = 'INCLUSIVE' FROM price p WHERE p.id = l.price_id AND p.tax_behavior = 'INCLUSIVE';
ALTER TABLE invoice_line ENABLE TRIGGER invoice_line_frozen;

-- A draft says when it is finalised, but for one that is written by hand: its author says when.
ALTER TABLE invoice DROP CONSTRAINT invoice_draft_is_due;
ALTER TABLE invoice ADD CONSTRAINT invoice_draft_is_due
  CHECK (CASE WHEN status = 'DRAFT' THEN finalizes_at IS NOT NULL OR reason = 'MANUAL' ELSE finalizes_at IS NULL END);
ALTER TABLE invoice ADD CONSTRAINT invoice_payment_term CHECK (payment_term_days BETWEEN 0 AND 120);
