-- CreateEnum
CREATE TYPE "InvoiceHold" AS ENUM ('VAT_ID');

-- CreateEnum
CREATE TYPE "VatIdCheckOutcome" AS ENUM ('VALID', 'INVALID', 'UNAVAILABLE');

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "collection_method" "CollectionMethod" NOT NULL DEFAULT 'CHARGE_AUTOMATICALLY',
ADD COLUMN     "invoice_memo" TEXT,
ADD COLUMN     "payment_term_days" INTEGER NOT NULL DEFAULT 14,
ADD COLUMN     "po_number" TEXT,
ADD COLUMN     "tax_exempt_reason" TEXT,
ADD COLUMN     "vat_id_check_at" TIMESTAMPTZ(3),
ADD COLUMN     "vat_id_check_failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "vat_id_checked_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "invoice" ADD COLUMN     "finalizes_at" TIMESTAMPTZ(3),
ADD COLUMN     "held_for" "InvoiceHold";

-- CreateTable
CREATE TABLE "vat_id_check" (
    "id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "vat_id" TEXT NOT NULL,
    "requester_vat_id" TEXT NOT NULL,
    "outcome" "VatIdCheckOutcome" NOT NULL,
    "request_identifier" TEXT,
    "name" TEXT,
    "address" TEXT,
    "error" TEXT,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vat_id_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoicing_policy" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "grace_hours" INTEGER NOT NULL DEFAULT 0,
    "vat_id_recheck_days" INTEGER NOT NULL DEFAULT 90,
    "vat_id_trust_days" INTEGER NOT NULL DEFAULT 120,
    "vat_id_hold_days" INTEGER NOT NULL DEFAULT 7,

    CONSTRAINT "invoicing_policy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "vat_id_check_customer_id_checked_at_idx" ON "vat_id_check"("customer_id", "checked_at" DESC);

-- CreateIndex
CREATE INDEX "customer_vat_id_check_due" ON "customer"("vat_id_check_at") WHERE (vat_id_check_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "invoice_draft_due" ON "invoice"("finalizes_at") WHERE (finalizes_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "vat_id_check" ADD CONSTRAINT "vat_id_check_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The evidence is append-only.
CREATE TRIGGER vat_id_check_append_only BEFORE UPDATE OR DELETE ON vat_id_check
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Only a draft can be due for finalisation, and each draft says when it is.
ALTER TABLE invoice ADD CONSTRAINT invoice_draft_is_due CHECK ((status = 'DRAFT') = (finalizes_at IS NOT NULL));
ALTER TABLE customer ADD CONSTRAINT customer_payment_term CHECK (payment_term_days BETWEEN 0 AND 120);

-- Ids that nobody asked VIES about until now are asked about.
UPDATE customer SET vat_id_check_at = now() WHERE vat_id_status = 'UNKNOWN';
