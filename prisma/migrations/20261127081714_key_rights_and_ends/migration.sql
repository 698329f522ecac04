-- Hand-written as a whole: what a key or token may be used for, and until when. Those made before may all, without an end.
-- Source: INTEGRATION 12.

ALTER TABLE cloud.api_key
  ADD COLUMN scopes text[] NOT NULL DEFAULT '{read,arm,command}',
  ADD COLUMN expires_at timestamptz(3),
  ADD CONSTRAINT api_key_scopes CHECK (cardinality(scopes) > 0 AND scopes <@ '{read,arm,command}'),
  ADD CONSTRAINT api_key_lives CHECK (expires_at > created_at),
  ADD CONSTRAINT api_key_relay_open CHECK (NOT is_relay OR (expires_at IS NULL AND cardinality(scopes) = 3));

ALTER TABLE cloud.company_token
  ADD COLUMN scopes text[] NOT NULL DEFAULT '{read,arm,command}',
  ADD COLUMN expires_at timestamptz(3),
  ADD CONSTRAINT company_token_scopes CHECK (cardinality(scopes) > 0 AND scopes <@ '{read,arm,command}'),
  ADD CONSTRAINT company_token_lives CHECK (expires_at > created_at);

-- Whether a key has run out is for whoever asks to say, by the portal's clock.
CREATE OR REPLACE VIEW cloud.live_api_key AS
  SELECT k.id, k.key_hash, k.is_relay, k.last_used_at, k.scopes, k.expires_at FROM cloud.api_key k
  LEFT JOIN public.company c ON c.id = k.company_id
  WHERE k.revoked_at IS NULL AND c.deleted_at IS NULL;
