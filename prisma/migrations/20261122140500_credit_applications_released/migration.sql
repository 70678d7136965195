-- What a grant paid of an invoice is final, but for one thing: the invoice was voided, and the grant has it back. Once.
CREATE FUNCTION keep_credit_application() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.released_at IS NULL AND NEW.released_at IS NOT NULL
     AND (to_jsonb(NEW) - 'released_at') IS NOT DISTINCT FROM (to_jsonb(OLD) - 'released_at') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'credit_application rows are never changed or deleted' USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER credit_application_final ON credit_application;
CREATE TRIGGER credit_application_final BEFORE UPDATE OR DELETE ON credit_application
  FOR EACH ROW EXECUTE FUNCTION keep_credit_application();
