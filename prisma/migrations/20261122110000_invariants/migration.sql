-- What must always hold (docs/ARCHITECTURE.md, "Invariants") and the database can see for itself.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- 1. The ledger and the audit trail are append-only, credit notes are final.
CREATE TRIGGER ledger_transaction_append_only BEFORE UPDATE OR DELETE ON ledger_transaction
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_note_final BEFORE UPDATE OR DELETE ON credit_note
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_note_line_final BEFORE UPDATE OR DELETE ON credit_note_line
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- 2. Each ledger transaction balances. Its entries are written by one statement, so one look per statement is enough.
CREATE FUNCTION check_ledger_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE culprit text;
BEGIN
  SELECT transaction_id INTO culprit FROM added GROUP BY transaction_id, currency HAVING sum(amount) <> 0 LIMIT 1;
  IF culprit IS NOT NULL THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to zero', culprit USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_balanced AFTER INSERT ON ledger_entry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_ledger_balance();

-- 3. From finalisation on an invoice is frozen: only the columns that tell what became of it may move.
CREATE FUNCTION keep_invoice_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := ARRAY['status', 'amount_paid', 'amount_credited', 'paid_at', 'voided_at', 'uncollectible_at', 'collect_at', 'attempt_count'];
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'invoice % is finalised and cannot be deleted', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) OR NEW.status = 'DRAFT' THEN
    RAISE EXCEPTION 'invoice % is finalised and cannot be changed', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_frozen_update BEFORE UPDATE ON invoice
  FOR EACH ROW WHEN (OLD.status <> 'DRAFT') EXECUTE FUNCTION keep_invoice_frozen();
CREATE TRIGGER invoice_frozen_delete BEFORE DELETE ON invoice
  FOR EACH ROW WHEN (OLD.status <> 'DRAFT') EXECUTE FUNCTION keep_invoice_frozen();

-- 4. So are its lines and taxes. Lines may join a finalised invoice only in the transaction that wrote the invoice.
CREATE FUNCTION refuse_late_invoice_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE culprit text;
BEGIN
  SELECT invoice.id INTO culprit FROM added JOIN invoice ON invoice.id = added.invoice_id
    WHERE invoice.status <> 'DRAFT' AND invoice.xmin::text <> pg_current_xact_id()::xid::text LIMIT 1;
  IF culprit IS NOT NULL THEN
    RAISE EXCEPTION 'invoice % is finalised and takes no more lines', culprit USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER invoice_line_in_time AFTER INSERT ON invoice_line
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_invoice_parts();
CREATE TRIGGER invoice_tax_in_time AFTER INSERT ON invoice_tax
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_invoice_parts();

CREATE FUNCTION keep_invoice_part_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM invoice WHERE id = OLD.invoice_id AND status <> 'DRAFT') THEN
    -- The one change: a voided invoice releases what it billed, so that it can be billed again.
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'invoice_line'
       AND (to_jsonb(NEW) - 'released') IS NOT DISTINCT FROM (to_jsonb(OLD) - 'released') THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the lines and taxes of finalised invoice % cannot be changed', OLD.invoice_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER invoice_line_frozen BEFORE UPDATE OR DELETE ON invoice_line
  FOR EACH ROW EXECUTE FUNCTION keep_invoice_part_frozen();
CREATE TRIGGER invoice_tax_frozen BEFORE UPDATE OR DELETE ON invoice_tax
  FOR EACH ROW EXECUTE FUNCTION keep_invoice_part_frozen();

-- 5. Amounts that cannot be.
ALTER TABLE invoice
  ADD CONSTRAINT invoice_total_adds_up CHECK (total = subtotal - discount_total + tax_total),
  ADD CONSTRAINT invoice_not_overpaid CHECK (amount_paid >= 0 AND amount_credited >= 0 AND amount_paid + amount_credited <= greatest(total, 0)),
  ADD CONSTRAINT invoice_number_when_finalised CHECK ((status = 'DRAFT') = (number IS NULL)),
  ADD CONSTRAINT invoice_paid_in_full CHECK (status <> 'PAID' OR amount_paid + amount_credited = total);
ALTER TABLE payment
  ADD CONSTRAINT payment_positive CHECK (amount > 0),
  ADD CONSTRAINT payment_not_over_refunded CHECK (amount_refunded >= 0 AND amount_refunded <= amount);
ALTER TABLE refund ADD CONSTRAINT refund_positive CHECK (amount > 0);
ALTER TABLE credit_note ADD CONSTRAINT credit_note_adds_up
  CHECK (total = subtotal + tax_total AND total = to_receivable + to_refund + to_balance AND total > 0);
ALTER TABLE billing_cycle ADD CONSTRAINT billing_cycle_forward CHECK (ends_at > starts_at);
ALTER TABLE price ADD CONSTRAINT price_not_negative CHECK (unit_amount >= 0);
ALTER TABLE subscription_item
  ADD CONSTRAINT subscription_item_quantity CHECK (quantity > 0),
  ADD CONSTRAINT subscription_item_forward CHECK (valid_to IS NULL OR valid_to >= valid_from);
