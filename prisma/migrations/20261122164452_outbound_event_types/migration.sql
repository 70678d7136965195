-- AlterTable
ALTER TABLE "webhook_endpoint" ALTER COLUMN "event_types" SET DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "webhook_endpoint" ALTER COLUMN "event_types" SET NOT NULL;
