-- Whoever reads by what a snapshot shows needs a fact's own transaction, so order per hub gets a column of its own.
-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "turn" xid8;
UPDATE outbox SET turn = xid;
ALTER TABLE "outbox" ALTER COLUMN "turn" SET DEFAULT pg_current_xact_id(), ALTER COLUMN "turn" SET NOT NULL;
ALTER TABLE feed_cursor RENAME COLUMN xid TO turn;

-- Hand-written from here on.

-- Order per hub. Who appends for a hub holds its row, but may have begun, and so got a lower transaction number, before
-- the one that held it last. Its facts then take that one's turn: read by (turn, seq) they follow it, and readers still
-- miss nothing, because a turn is only ever later than the transaction, and the one it names has ended by then (I-13, I-27).
CREATE OR REPLACE FUNCTION outbox_order_per_hub() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE newest xid8;
BEGIN
  SELECT o.turn INTO newest FROM outbox o WHERE o.hub_id = NEW.hub_id ORDER BY o.turn DESC, o.seq DESC LIMIT 1;
  IF newest > NEW.turn THEN NEW.turn := newest; END IF;
  RETURN NEW;
END $$;
DROP INDEX outbox_of_hub;
CREATE INDEX outbox_of_hub ON outbox (hub_id, turn, seq) WHERE hub_id IS NOT NULL;
CREATE INDEX outbox_turn ON outbox (turn, seq);
