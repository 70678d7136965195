-- CreateTable
CREATE TABLE "price_move" (
    "subscription_id" TEXT NOT NULL,
    "price_id" TEXT NOT NULL,
    "notice_days" INTEGER NOT NULL,
    "told_for" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "price_move_pkey" PRIMARY KEY ("subscription_id","price_id")
);

-- AddForeignKey
ALTER TABLE "price_move" ADD CONSTRAINT "price_move_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
