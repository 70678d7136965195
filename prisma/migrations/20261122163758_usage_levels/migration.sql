-- CreateIndex
CREATE INDEX "usage_bucket_level" ON "usage_bucket"("customer_id", "meter_code", "group_key", "hour") WHERE (first_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "usage_event_superseded_once" ON "usage_event"("source", "supersedes_id", "meter_code", "month") WHERE (supersedes_id IS NOT NULL);

-- Totals are rewritten in place: room on the page keeps that from touching the indexes.
ALTER TABLE usage_bucket SET (fillfactor = 70);
ALTER TABLE usage_counter SET (fillfactor = 70);
