-- Hand-written as a whole: companies make keys of their own for the hub cloud, and see when each was last used. Of no company
-- is the relay's key, and the demo's. Source: INTEGRATION 12.

ALTER TABLE cloud.api_key
  ADD COLUMN company_id uuid REFERENCES public.company (id),
  ADD COLUMN created_by_name text,
  ADD COLUMN last_used_at timestamptz(3),
  ADD CONSTRAINT api_key_of_company CHECK (
    (company_id IS NULL) = (created_by_name IS NULL) AND (company_id IS NULL OR NOT is_relay)),
  ADD CONSTRAINT api_key_named CHECK (name <> '' AND length(name) <= 60);
CREATE INDEX api_key_company ON cloud.api_key (company_id);

ALTER TABLE cloud.company_token
  ADD COLUMN name text NOT NULL DEFAULT 'Company token',
  ADD COLUMN created_by_name text,
  ADD COLUMN last_used_at timestamptz(3),
  ADD CONSTRAINT company_token_named CHECK (name <> '' AND length(name) <= 60);

-- What opens the cloud now: keys that stand, of companies that are there.
CREATE VIEW cloud.live_api_key AS
  SELECT k.id, k.key_hash, k.is_relay, k.last_used_at FROM cloud.api_key k
  LEFT JOIN public.company c ON c.id = k.company_id
  WHERE k.revoked_at IS NULL AND c.deleted_at IS NULL;
GRANT SELECT ON cloud.live_api_key TO portal_app;
