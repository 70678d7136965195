-- AlterTable
ALTER TABLE "webhook_endpoint" ADD COLUMN     "hold_until" TIMESTAMPTZ(3);
