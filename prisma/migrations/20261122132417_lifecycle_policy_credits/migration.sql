-- CreateEnum
CREATE TYPE "PlanKind" AS ENUM ('PLAN', 'ADD_ON');

-- CreateEnum
CREATE TYPE "ProrationGranularity" AS ENUM ('SECOND', 'DAY');

-- CreateEnum
CREATE TYPE "PendingChangeOrigin" AS ENUM ('REQUEST', 'PRICE_CHANGE');

-- CreateEnum
CREATE TYPE "TrialEndAction" AS ENUM ('CANCEL', 'PAUSE', 'CREATE_INVOICE');

-- CreateEnum
CREATE TYPE "ChangeTiming" AS ENUM ('NOW', 'PERIOD_END');

-- CreateEnum
CREATE TYPE "ChangeMode" AS ENUM ('PRORATE', 'NEXT_PERIOD', 'FULL_RESTART', 'NONE');

-- CreateEnum
CREATE TYPE "ChangeDirectionBy" AS ENUM ('RANK', 'AMOUNT');

-- AlterEnum
ALTER TYPE "SubscriptionStatus" ADD VALUE 'SCHEDULED';

-- AlterTable
ALTER TABLE "credit_note_line" ADD COLUMN     "contract_credit_id" TEXT;

-- AlterTable
ALTER TABLE "pending_change" ADD COLUMN     "origin" "PendingChangeOrigin" NOT NULL DEFAULT 'REQUEST';

-- AlterTable
ALTER TABLE "plan" ADD COLUMN     "kind" "PlanKind" NOT NULL DEFAULT 'PLAN',
ADD COLUMN     "max_quantity" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "trial_days" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "end_proration" "ProrationMode" NOT NULL DEFAULT 'NONE',
ADD COLUMN     "granularity" "ProrationGranularity" NOT NULL DEFAULT 'SECOND',
ADD COLUMN     "resumes_at" TIMESTAMPTZ(3),
ADD COLUMN     "settles_since" TIMESTAMPTZ(3),
ADD COLUMN     "trial_end_action" "TrialEndAction" NOT NULL DEFAULT 'CANCEL',
ADD COLUMN     "wakes_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "subscription_item" ADD COLUMN     "end_proration" "ProrationMode" NOT NULL DEFAULT 'PRORATE';

-- AlterTable
ALTER TABLE "subscription_phase" ADD COLUMN     "end_proration" "ProrationMode" NOT NULL DEFAULT 'PRORATE';

-- CreateTable
CREATE TABLE "credit_grant" (
    "id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "remaining" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "credit_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_application" (
    "id" TEXT NOT NULL,
    "grant_id" TEXT NOT NULL,
    "invoice_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "applied_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credit_application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract_credit" (
    "id" TEXT NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "segment_id" TEXT NOT NULL,
    "cycle_index" INTEGER NOT NULL,
    "billing_key" TEXT NOT NULL,
    "period_from" TIMESTAMPTZ(3) NOT NULL,
    "period_to" TIMESTAMPTZ(3) NOT NULL,
    "priced_amount" BIGINT NOT NULL,
    "discounts" JSONB NOT NULL DEFAULT '[]',
    "explanation" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contract_credit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_policy" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "granularity" "ProrationGranularity" NOT NULL DEFAULT 'SECOND',
    "direction_by" "ChangeDirectionBy" NOT NULL DEFAULT 'RANK',
    "upgrade_timing" "ChangeTiming" NOT NULL DEFAULT 'NOW',
    "upgrade_mode" "ChangeMode" NOT NULL DEFAULT 'PRORATE',
    "downgrade_timing" "ChangeTiming" NOT NULL DEFAULT 'PERIOD_END',
    "downgrade_mode" "ChangeMode" NOT NULL DEFAULT 'PRORATE',
    "longer_timing" "ChangeTiming" NOT NULL DEFAULT 'NOW',
    "shorter_timing" "ChangeTiming" NOT NULL DEFAULT 'PERIOD_END',
    "pause_proration" "ProrationMode" NOT NULL DEFAULT 'PRORATE',
    "trial_end_action" "TrialEndAction" NOT NULL DEFAULT 'CANCEL',
    "trial_notice_days" INTEGER NOT NULL DEFAULT 3,
    "price_notice_days" INTEGER NOT NULL DEFAULT 30,

    CONSTRAINT "billing_policy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "credit_grant_customer_id_idx" ON "credit_grant"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_grant_source_source_id_key" ON "credit_grant"("source", "source_id");

-- CreateIndex
CREATE INDEX "credit_application_grant_id_idx" ON "credit_application"("grant_id");

-- CreateIndex
CREATE INDEX "credit_application_invoice_id_idx" ON "credit_application"("invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "contract_credit_billing_key_key" ON "contract_credit"("billing_key");

-- CreateIndex
CREATE INDEX "contract_credit_subscription_id_cycle_index_idx" ON "contract_credit"("subscription_id", "cycle_index");

-- CreateIndex
CREATE INDEX "subscription_wake_due" ON "subscription"("wakes_at") WHERE (wakes_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "credit_grant" ADD CONSTRAINT "credit_grant_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_application" ADD CONSTRAINT "credit_application_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "credit_grant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_application" ADD CONSTRAINT "credit_application_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_note_line" ADD CONSTRAINT "credit_note_line_contract_credit_id_fkey" FOREIGN KEY ("contract_credit_id") REFERENCES "contract_credit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_credit" ADD CONSTRAINT "contract_credit_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: amounts that cannot be, and credits of the contract are final like the notes that carry them.
ALTER TABLE credit_grant ADD CONSTRAINT credit_grant_within CHECK (amount > 0 AND remaining >= 0 AND remaining <= amount);
ALTER TABLE credit_application ADD CONSTRAINT credit_application_positive CHECK (amount > 0);
ALTER TABLE billing_policy ADD CONSTRAINT billing_policy_one CHECK (id = 1);
CREATE TRIGGER contract_credit_final BEFORE UPDATE OR DELETE ON contract_credit
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_application_final BEFORE UPDATE OR DELETE ON credit_application
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
