-- AlterTable
ALTER TABLE "connection_request" ADD COLUMN     "reminded_days" INTEGER NOT NULL DEFAULT 0;

-- Hand-written from here on: rules that Prisma's schema language cannot say. Each is listed in prisma/hand-written.json.

-- A reseller is reminded after 45 and after 83 days of waiting (PRODUCT J6).
ALTER TABLE connection_request ADD CONSTRAINT connection_request_reminded CHECK (reminded_days IN (0, 45, 83));
CREATE INDEX connection_request_waiting ON connection_request (sent_at) WHERE status = 'PENDING';

-- What was decided, taken back or has expired stays so; who asked whom, and when, never changes (PRODUCT 4.3).
CREATE FUNCTION connection_request_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.company_id, NEW.reseller_id, NEW.sent_by_id, NEW.sent_at, NEW.expires_at)
     IS DISTINCT FROM (OLD.company_id, OLD.reseller_id, OLD.sent_by_id, OLD.sent_at, OLD.expires_at)
     OR (OLD.status <> 'PENDING' AND (NEW.status, NEW.decided_at, NEW.decided_by_id)
       IS DISTINCT FROM (OLD.status, OLD.decided_at, OLD.decided_by_id))
     OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at) THEN
    RAISE EXCEPTION 'connection_request violates check constraint "connection_request_moves"'
      USING ERRCODE = '23514', CONSTRAINT = 'connection_request_moves';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER connection_request_moves BEFORE UPDATE ON connection_request
  FOR EACH ROW EXECUTE FUNCTION connection_request_moves();

-- An invitation by email ends once, and names nobody else afterwards.
CREATE INDEX reseller_invitation_waiting ON reseller_invitation (expires_at) WHERE state = 'SENT';
CREATE FUNCTION reseller_invitation_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'SENT' OR (NEW.company_id, NEW.email, NEW.sent_by_id, NEW.sent_at, NEW.expires_at)
     IS DISTINCT FROM (OLD.company_id, OLD.email, OLD.sent_by_id, OLD.sent_at, OLD.expires_at) THEN
    RAISE EXCEPTION 'reseller_invitation violates check constraint "reseller_invitation_moves"'
      USING ERRCODE = '23514', CONSTRAINT = 'reseller_invitation_moves';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reseller_invitation_moves BEFORE UPDATE ON reseller_invitation
  FOR EACH ROW EXECUTE FUNCTION reseller_invitation_moves();
