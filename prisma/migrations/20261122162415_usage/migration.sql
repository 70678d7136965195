-- CreateEnum
CREATE TYPE "MeterReset" AS ENUM ('PER_CYCLE', 'NEVER');

-- CreateEnum
CREATE TYPE "UsageEventKind" AS ENUM ('USAGE', 'REVERSAL', 'CORRECTION');

-- AlterTable
ALTER TABLE "billing_policy" ADD COLUMN     "late_usage_days" INTEGER NOT NULL DEFAULT 7,
ADD COLUMN     "usage_threshold" BIGINT;

-- AlterTable
ALTER TABLE "meter" ADD COLUMN     "active" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "event_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "filters" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "group_by_property" TEXT,
ADD COLUMN     "reset" "MeterReset" NOT NULL DEFAULT 'PER_CYCLE',
ADD COLUMN     "value_property" TEXT NOT NULL DEFAULT 'quantity';

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "usage_settles_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "overage_price" (
    "id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "meter_code" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "model" JSONB NOT NULL,
    "minimum_amount" BIGINT,
    "maximum_amount" BIGINT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "overage_price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_event" (
    "source" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "meter_code" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "customer_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "time" TIMESTAMPTZ(3) NOT NULL,
    "kind" "UsageEventKind" NOT NULL DEFAULT 'USAGE',
    "quantity" DECIMAL(38,12) NOT NULL,
    "group_key" TEXT NOT NULL DEFAULT '',
    "unique_value" TEXT,
    "supersedes_id" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_event_pkey" PRIMARY KEY ("source","id","meter_code","month")
) PARTITION BY LIST ("month");

-- CreateTable
CREATE TABLE "usage_bucket" (
    "customer_id" TEXT NOT NULL,
    "meter_code" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "group_key" TEXT NOT NULL DEFAULT '',
    "quantity" DECIMAL(38,12) NOT NULL DEFAULT 0,
    "events" BIGINT NOT NULL DEFAULT 0,
    "highest" DECIMAL(38,12),
    "last" DECIMAL(38,12),
    "first_at" TIMESTAMPTZ(3),
    "last_at" TIMESTAMPTZ(3),
    "area" DECIMAL(50,12),

    CONSTRAINT "usage_bucket_pkey" PRIMARY KEY ("customer_id","meter_code","hour","group_key")
);

-- CreateTable
CREATE TABLE "usage_unique" (
    "customer_id" TEXT NOT NULL,
    "meter_code" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "group_key" TEXT NOT NULL DEFAULT '',
    "value" TEXT NOT NULL,
    "events" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "usage_unique_pkey" PRIMARY KEY ("customer_id","meter_code","hour","group_key","value")
);

-- CreateTable
CREATE TABLE "usage_counter" (
    "customer_id" TEXT NOT NULL,
    "meter_code" TEXT NOT NULL,
    "period_start" TIMESTAMPTZ(3),
    "quantity" DECIMAL(38,12) NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(3),
    "stale" BOOLEAN NOT NULL DEFAULT true,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_counter_pkey" PRIMARY KEY ("customer_id","meter_code")
);

-- CreateIndex
CREATE UNIQUE INDEX "overage_price_plan_id_meter_code_currency_version_key" ON "overage_price"("plan_id", "meter_code", "currency", "version");

-- CreateIndex
CREATE INDEX "usage_event_customer_id_meter_code_time_idx" ON "usage_event"("customer_id", "meter_code", "time");

-- CreateIndex
CREATE INDEX "usage_counter_touched_at_idx" ON "usage_counter"("touched_at");

-- CreateIndex
CREATE INDEX "subscription_usage_due" ON "subscription"("usage_settles_at") WHERE (usage_settles_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "overage_price" ADD CONSTRAINT "overage_price_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overage_price" ADD CONSTRAINT "overage_price_meter_code_fkey" FOREIGN KEY ("meter_code") REFERENCES "meter"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One partition per month: whoever writes the first event of a month makes it, and a month is archived by detaching it.
CREATE FUNCTION ensure_usage_partition(wanted date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text := 'usage_event_' || to_char(wanted, 'YYYY_MM');
BEGIN
  IF wanted <> date_trunc('month', wanted)::date THEN
    RAISE EXCEPTION 'not the first of a month: %', wanted;
  END IF;
  IF to_regclass(name) IS NOT NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('usage_event_partition'));
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF usage_event FOR VALUES IN (%L)', name, wanted);
END
$$;

-- Events are facts: what was wrong is said by another event.
CREATE FUNCTION refuse_usage_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'usage events never change' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER usage_event_append_only BEFORE UPDATE OR DELETE ON usage_event
  FOR EACH ROW EXECUTE FUNCTION refuse_usage_event_change();
