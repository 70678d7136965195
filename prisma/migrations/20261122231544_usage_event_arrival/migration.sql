-- CreateIndex
CREATE INDEX "usage_event_received_at_idx" ON "usage_event"("received_at");
