-- CreateEnum
CREATE TYPE "DunningFinalAction" AS ENUM ('CANCEL', 'MARK_UNCOLLECTIBLE', 'LEAVE');

-- CreateEnum
CREATE TYPE "DisputeReaction" AS ENUM ('NONE', 'PAUSE_ENTITLEMENTS');

-- CreateEnum
CREATE TYPE "DunningStop" AS ENUM ('HARD_DECLINE', 'ACTION_REQUIRED', 'NO_METHOD', 'EXHAUSTED');

-- CreateEnum
CREATE TYPE "DunningOutcome" AS ENUM ('PAID', 'VOIDED', 'CANCELED', 'UNCOLLECTIBLE', 'LEFT');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "DisputeStatus" ADD VALUE 'INQUIRY';
ALTER TYPE "DisputeStatus" ADD VALUE 'INQUIRY_CLOSED';

-- AlterTable
ALTER TABLE "dispute" ADD COLUMN     "fee" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "fee_currency" CHAR(3),
ADD COLUMN     "respond_by" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "suspended_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "dunning_policy" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "retry_days" INTEGER[] DEFAULT ARRAY[1, 3, 5, 7]::INTEGER[],
    "final_action" "DunningFinalAction" NOT NULL DEFAULT 'CANCEL',
    "give_up_days" INTEGER NOT NULL DEFAULT 14,
    "reclaims_vat" BOOLEAN NOT NULL DEFAULT true,
    "on_dispute" "DisputeReaction" NOT NULL DEFAULT 'NONE',

    CONSTRAINT "dunning_policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dunning" (
    "invoice_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_attempt_at" TIMESTAMPTZ(3),
    "stop" "DunningStop",
    "give_up_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "last_failure" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" "DunningOutcome",

    CONSTRAINT "dunning_pkey" PRIMARY KEY ("invoice_id")
);

-- CreateTable
CREATE TABLE "reminder_cursor" (
    "name" TEXT NOT NULL,
    "through" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_cursor_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "dunning_give_up_due" ON "dunning"("give_up_at") WHERE (give_up_at IS NOT NULL AND paused_at IS NULL);

-- CreateIndex
CREATE INDEX "dunning_running" ON "dunning"("started_at") WHERE (ended_at IS NULL);

-- AddForeignKey
ALTER TABLE "dunning" ADD CONSTRAINT "dunning_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
