-- Hand-written: the network hears of a new command at once, as somebody may wait for it. A transaction announces once,
-- however many SIM cards it switches; the network looks at its rows anyway, so a hint that is lost costs little.
CREATE OR REPLACE FUNCTION ajax_sim_starts_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.next_try_at := NULL;
  NEW.attempts := 0;
  PERFORM pg_notify('portal_network', '');
  RETURN NEW;
END $$;
