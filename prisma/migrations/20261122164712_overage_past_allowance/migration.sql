-- CreateTable
CREATE TABLE "past_allowance" (
    "plan_id" TEXT NOT NULL,
    "meter_code" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "included" BIGINT,

    CONSTRAINT "past_allowance_pkey" PRIMARY KEY ("plan_id","meter_code","until")
);

-- AddForeignKey
ALTER TABLE "past_allowance" ADD CONSTRAINT "past_allowance_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "past_allowance" ADD CONSTRAINT "past_allowance_meter_code_fkey" FOREIGN KEY ("meter_code") REFERENCES "meter"("code") ON DELETE RESTRICT ON UPDATE CASCADE;
