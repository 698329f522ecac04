-- Hand-written: a running package goes over only to a usable Ajax SIM that sits in its hub, and an ended one to none.
CREATE FUNCTION hub_package_sim_swapped() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sim_id = OLD.sim_id THEN
    RETURN NEW;
  END IF;
  PERFORM FROM ajax_sim s WHERE s.id = NEW.sim_id AND s.hub_id = NEW.hub_id AND s.kind = 'AJAX'
    AND s.condition = 'OK' AND s.retired_at IS NULL AND NEW.status <> 'INACTIVE' AND OLD.status <> 'INACTIVE';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'hub_package violates check constraint "hub_package_sim_swapped"'
      USING ERRCODE = '23514', CONSTRAINT = 'hub_package_sim_swapped';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hub_package_sim_swapped BEFORE UPDATE OF sim_id ON hub_package
  FOR EACH ROW EXECUTE FUNCTION hub_package_sim_swapped();
