-- AlterTable
ALTER TABLE "credit_application" ADD COLUMN     "released_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "credit_grant" ADD COLUMN     "end_reason" TEXT,
ADD COLUMN     "ended" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "note" TEXT;

-- AlterTable
ALTER TABLE "credit_note" ADD COLUMN     "outside_reference" TEXT,
ADD COLUMN     "to_outside" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "coupon" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "percent_off" TEXT,
    "amount_off" BIGINT,
    "currency" CHAR(3),
    "cycles" INTEGER,
    "plan_codes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "max_redemptions" INTEGER,
    "times_redeemed" INTEGER NOT NULL DEFAULT 0,
    "per_customer" INTEGER DEFAULT 1,
    "first_time_only" BOOLEAN NOT NULL DEFAULT false,
    "minimum_amount" BIGINT,
    "redeem_by" TIMESTAMPTZ(3),
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coupon_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promotion_code" (
    "id" TEXT NOT NULL,
    "coupon_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "promotion_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discount" (
    "id" TEXT NOT NULL,
    "coupon_id" TEXT NOT NULL,
    "promotion_code_id" TEXT,
    "customer_id" TEXT NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "percent_off" TEXT,
    "amount_off" BIGINT,
    "plan_codes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "from_cycle_index" INTEGER NOT NULL,
    "cycles" INTEGER,
    "end_cycle_index" INTEGER,
    "redeemed_at" TIMESTAMPTZ(3) NOT NULL,
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "discount_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "promotion_code_code_key" ON "promotion_code"("code");

-- CreateIndex
CREATE INDEX "promotion_code_coupon_id_idx" ON "promotion_code"("coupon_id");

-- CreateIndex
CREATE INDEX "discount_subscription_id_idx" ON "discount"("subscription_id");

-- CreateIndex
CREATE INDEX "discount_customer_id_coupon_id_idx" ON "discount"("customer_id", "coupon_id");

-- CreateIndex
CREATE INDEX "discount_coupon_id_idx" ON "discount"("coupon_id");

-- CreateIndex
CREATE INDEX "credit_grant_expiry_due" ON "credit_grant"("expires_at") WHERE (remaining > 0 AND expires_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "promotion_code" ADD CONSTRAINT "promotion_code_coupon_id_fkey" FOREIGN KEY ("coupon_id") REFERENCES "coupon"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discount" ADD CONSTRAINT "discount_coupon_id_fkey" FOREIGN KEY ("coupon_id") REFERENCES "coupon"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discount" ADD CONSTRAINT "discount_promotion_code_id_fkey" FOREIGN KEY ("promotion_code_id") REFERENCES "promotion_code"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discount" ADD CONSTRAINT "discount_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discount" ADD CONSTRAINT "discount_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Amounts that cannot be.
ALTER TABLE "coupon"
  ADD CONSTRAINT coupon_one_kind CHECK ((percent_off IS NULL) <> (amount_off IS NULL) AND (amount_off IS NULL) = (currency IS NULL)),
  ADD CONSTRAINT coupon_not_overused CHECK (times_redeemed >= 0 AND (max_redemptions IS NULL OR times_redeemed <= max_redemptions)),
  ADD CONSTRAINT coupon_sound CHECK ((amount_off IS NULL OR amount_off > 0) AND (cycles IS NULL OR cycles > 0));
ALTER TABLE "promotion_code" ADD CONSTRAINT promotion_code_upper CHECK (code = upper(code));
ALTER TABLE "credit_grant" ADD CONSTRAINT credit_grant_within_amount
  CHECK (amount > 0 AND remaining >= 0 AND ended >= 0 AND remaining + ended <= amount);
ALTER TABLE "credit_note" DROP CONSTRAINT credit_note_adds_up;
ALTER TABLE "credit_note" ADD CONSTRAINT credit_note_adds_up
  CHECK (total = subtotal + tax_total AND total = to_receivable + to_refund + to_balance + to_outside AND total > 0
         AND to_receivable >= 0 AND to_refund >= 0 AND to_balance >= 0 AND to_outside >= 0);
