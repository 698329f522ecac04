-- A session keeps the plan of a trigger's statement, made for however many rows came first. Made for one row, it joined
-- the old rows of a batch with the new ones pair by pair: 2,000 packages took seconds instead of a tenth of one, and
-- batches of the month rollover ran into the statement's time limit. Grouping reads each row once under any plan.
CREATE OR REPLACE FUNCTION hub_service_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE hub h SET service_status = n.status, version = h.version + 1 FROM changed n WHERE h.id = n.hub_id;
  ELSE
    UPDATE hub h SET service_status = moved.status, version = h.version + 1
      FROM (
        SELECT hub_id, max(status) FILTER (WHERE is_new) AS status FROM (
          SELECT id, hub_id, status, expires_at, false AS is_new FROM former
          UNION ALL
          SELECT id, hub_id, status, expires_at, true FROM changed
        ) seen GROUP BY id, hub_id HAVING count(DISTINCT (status, expires_at)) > 1
      ) moved
      WHERE h.id = moved.hub_id;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION company_tally_hubs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO company_tally (company_id, kind, delta)
      SELECT company_id, service_status::text::"TallyKind", count(*) FROM added GROUP BY 1, 2;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO company_tally (company_id, kind, delta)
      SELECT company_id, service_status::text::"TallyKind", -count(*) FROM gone GROUP BY 1, 2;
  ELSE
    INSERT INTO company_tally (company_id, kind, delta)
      SELECT company_id, service_status::text::"TallyKind", sum(delta) FROM (
        SELECT company_id, service_status, -1 AS delta FROM gone
        UNION ALL
        SELECT company_id, service_status, 1 FROM added
      ) moved GROUP BY 1, 2 HAVING sum(delta) <> 0;
  END IF;
  RETURN NULL;
END $$;
