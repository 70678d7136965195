-- CreateEnum
CREATE TYPE "WebhookEndpointStatus" AS ENUM ('ENABLED', 'DISABLED');

-- CreateEnum
CREATE TYPE "WebhookDisabledReason" AS ENUM ('REQUESTED', 'GONE', 'FAILING');

-- CreateEnum
CREATE TYPE "OutboundDeliveryStatus" AS ENUM ('PENDING', 'SUCCEEDED', 'FAILED');

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "id" TEXT NOT NULL,
    "customer_id" TEXT,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "event_types" TEXT[],
    "secret" TEXT NOT NULL,
    "previous_secret" TEXT,
    "previous_secret_until" TIMESTAMPTZ(3),
    "status" "WebhookEndpointStatus" NOT NULL DEFAULT 'ENABLED',
    "disabled_reason" "WebhookDisabledReason",
    "disabled_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_sequence" (
    "customer_id" TEXT NOT NULL,
    "last" BIGINT NOT NULL,

    CONSTRAINT "outbound_sequence_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "outbound_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "customer_id" TEXT,
    "sequence" BIGINT,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outbound_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_delivery" (
    "id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "status" "OutboundDeliveryStatus" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "step" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "last_attempt_at" TIMESTAMPTZ(3),
    "last_status_code" INTEGER,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outbound_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_attempt" (
    "delivery_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "url" TEXT NOT NULL,
    "status_code" INTEGER,
    "error" TEXT,
    "response_body" TEXT NOT NULL DEFAULT '',
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "outbound_attempt_pkey" PRIMARY KEY ("delivery_id","number")
);

-- CreateIndex
CREATE INDEX "webhook_endpoint_customer_id_idx" ON "webhook_endpoint"("customer_id");

-- CreateIndex
CREATE INDEX "outbound_event_created_at_idx" ON "outbound_event"("created_at" DESC);

-- CreateIndex
CREATE INDEX "outbound_event_subject_id_idx" ON "outbound_event"("subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_event_customer_id_sequence_key" ON "outbound_event"("customer_id", "sequence");

-- CreateIndex
CREATE INDEX "outbound_delivery_due" ON "outbound_delivery"("next_attempt_at") WHERE (next_attempt_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "outbound_delivery_endpoint_id_created_at_idx" ON "outbound_delivery"("endpoint_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "outbound_delivery_created_at_idx" ON "outbound_delivery"("created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "outbound_delivery_event_id_endpoint_id_key" ON "outbound_delivery"("event_id", "endpoint_id");

-- AddForeignKey
ALTER TABLE "outbound_delivery" ADD CONSTRAINT "outbound_delivery_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "outbound_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_delivery" ADD CONSTRAINT "outbound_delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_attempt" ADD CONSTRAINT "outbound_attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "outbound_delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is tried again, and only that, is due some time.
ALTER TABLE "outbound_delivery" ADD CONSTRAINT "outbound_delivery_pending_is_due" CHECK (("status" = 'PENDING') = ("next_attempt_at" IS NOT NULL));
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_disabled_why" CHECK (("status" = 'DISABLED') = ("disabled_reason" IS NOT NULL));
-- Only the test of an endpoint has no number.
ALTER TABLE "outbound_event" ADD CONSTRAINT "outbound_event_numbered" CHECK (("sequence" IS NULL) = ("type" = 'webhook.test') AND ("sequence" IS NULL OR "customer_id" IS NOT NULL));
