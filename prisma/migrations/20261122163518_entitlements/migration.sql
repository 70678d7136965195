-- CreateEnum
CREATE TYPE "ReservationState" AS ENUM ('HELD', 'CONSUMED', 'RELEASED', 'EXPIRED');

-- CreateTable
CREATE TABLE "entitlement_override" (
    "id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "feature_code" TEXT,
    "meter_code" TEXT,
    "value" TEXT,
    "included" BIGINT,
    "hard" BOOLEAN,
    "reason" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by" TEXT,

    CONSTRAINT "entitlement_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_reservation" (
    "id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "meter_code" TEXT NOT NULL,
    "quantity" DECIMAL(38,12) NOT NULL,
    "state" "ReservationState" NOT NULL DEFAULT 'HELD',
    "idempotency_key" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "consumed" DECIMAL(38,12),

    CONSTRAINT "usage_reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_alert_settings" (
    "customer_id" TEXT NOT NULL,
    "thresholds" INTEGER[] DEFAULT ARRAY[50, 80, 100]::INTEGER[],

    CONSTRAINT "usage_alert_settings_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "usage_alert" (
    "customer_id" TEXT NOT NULL,
    "meter_code" TEXT NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "threshold" INTEGER NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_alert_pkey" PRIMARY KEY ("customer_id","meter_code","period_start","threshold")
);

-- CreateTable
CREATE TABLE "spend_cap" (
    "customer_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "spend_cap_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "catalog_version" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "catalog_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "entitlement_override_held" ON "entitlement_override"("customer_id") WHERE (removed_at IS NULL);

-- CreateIndex
CREATE INDEX "usage_reservation_held" ON "usage_reservation"("customer_id", "meter_code") WHERE (state = 'HELD');

-- CreateIndex
CREATE INDEX "usage_reservation_expiry_due" ON "usage_reservation"("expires_at") WHERE (state = 'HELD');

-- CreateIndex
CREATE UNIQUE INDEX "usage_reservation_customer_id_idempotency_key_key" ON "usage_reservation"("customer_id", "idempotency_key");

-- An override is about a feature or a meter, and says what it changes.
ALTER TABLE "entitlement_override" ADD CONSTRAINT "entitlement_override_about_one" CHECK (
  (feature_code IS NULL) <> (meter_code IS NULL)
  AND (feature_code IS NULL) = (value IS NULL)
  AND (meter_code IS NULL) = (hard IS NULL)
  AND (included IS NULL OR included >= 0)
);
ALTER TABLE "usage_reservation" ADD CONSTRAINT "usage_reservation_quantity" CHECK (quantity > 0 AND (consumed IS NULL OR consumed >= 0));
ALTER TABLE "spend_cap" ADD CONSTRAINT "spend_cap_amount" CHECK (amount >= 0);

-- Whoever keeps a copy of the catalogue compares this number, which is written in the transaction of the change.
INSERT INTO "catalog_version" (id, version) VALUES (1, 1);
CREATE FUNCTION count_catalog_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE catalog_version SET version = version + 1 WHERE id = 1;
  RETURN NULL;
END
$$;
CREATE TRIGGER plan_counts_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON plan FOR EACH STATEMENT EXECUTE FUNCTION count_catalog_change();
CREATE TRIGGER price_counts_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON price FOR EACH STATEMENT EXECUTE FUNCTION count_catalog_change();
CREATE TRIGGER feature_counts_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON feature FOR EACH STATEMENT EXECUTE FUNCTION count_catalog_change();
CREATE TRIGGER plan_feature_counts_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON plan_feature FOR EACH STATEMENT EXECUTE FUNCTION count_catalog_change();
CREATE TRIGGER meter_counts_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON meter FOR EACH STATEMENT EXECUTE FUNCTION count_catalog_change();
CREATE TRIGGER allowance_counts_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON allowance FOR EACH STATEMENT EXECUTE FUNCTION count_catalog_change();
CREATE TRIGGER overage_price_counts_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON overage_price FOR EACH STATEMENT EXECUTE FUNCTION count_catalog_change();
