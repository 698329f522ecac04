-- Hand-written as a whole: the hub cloud and the relay live in schemas of their own, beside the one that Prisma knows.
-- Everything made here is listed in prisma/hand-written.json. Source: INTEGRATION 3, 4, 6.3 and 9.

CREATE SCHEMA cloud;
CREATE SCHEMA relay;
GRANT USAGE ON SCHEMA cloud, relay TO portal_app;

-- A person who lives with a hub. The verifier is that of PRO accounts: Argon2id over the lower-case hex SHA-256.
CREATE TABLE cloud.end_user (
  id uuid PRIMARY KEY,
  email citext NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  password_hash text NOT NULL,
  locale text,
  -- Rises when the password changes.
  epoch int NOT NULL DEFAULT 1,
  totp_secret text,
  totp_last_step bigint,
  disabled_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT end_user_plausible CHECK (
    first_name <> '' AND length(first_name || last_name) <= 200 AND epoch >= 1
    AND (totp_secret IS NOT NULL OR totp_last_step IS NULL))
);

-- One holder for each address, whichever kind of account it is; both kinds write here by triggers.
CREATE TABLE cloud.address (
  email citext PRIMARY KEY,
  pro_account_id uuid UNIQUE REFERENCES public.pro_account (id) ON DELETE CASCADE,
  end_user_id uuid UNIQUE REFERENCES cloud.end_user (id) ON DELETE CASCADE,
  CONSTRAINT address_of_one CHECK (num_nonnulls(pro_account_id, end_user_id) = 1)
);

CREATE FUNCTION cloud.hold_pro_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO cloud.address (email, pro_account_id) VALUES (NEW.email, NEW.id)
  ON CONFLICT (pro_account_id) DO UPDATE SET email = EXCLUDED.email;
  RETURN NULL;
END $$;
CREATE TRIGGER pro_account_holds_address AFTER INSERT OR UPDATE OF email ON public.pro_account
  FOR EACH ROW EXECUTE FUNCTION cloud.hold_pro_address();

CREATE FUNCTION cloud.hold_user_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO cloud.address (email, end_user_id) VALUES (NEW.email, NEW.id)
  ON CONFLICT (end_user_id) DO UPDATE SET email = EXCLUDED.email;
  RETURN NULL;
END $$;
CREATE TRIGGER end_user_holds_address AFTER INSERT OR UPDATE OF email ON cloud.end_user
  FOR EACH ROW EXECUTE FUNCTION cloud.hold_user_address();

INSERT INTO cloud.address (email, pro_account_id) SELECT email, id FROM public.pro_account;

-- Who may see and command a hub. Its loss ends access at once, so every reader joins it.
CREATE TABLE cloud.hub_binding (
  user_id uuid NOT NULL REFERENCES cloud.end_user (id) ON DELETE CASCADE,
  hub_id uuid NOT NULL REFERENCES public.hub (id) ON DELETE CASCADE,
  role text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (user_id, hub_id),
  CONSTRAINT hub_binding_role CHECK (role IN ('MASTER', 'USER'))
);
CREATE INDEX hub_binding_hub ON cloud.hub_binding (hub_id);

-- One that stays pending is normal: the reporting address never answers, and nothing reminds it or lets it lapse. What a
-- hub told before `xid` is not told on.
CREATE TABLE cloud.hub_invitation (
  id uuid PRIMARY KEY,
  hub_id uuid NOT NULL REFERENCES public.hub (id) ON DELETE CASCADE,
  email citext NOT NULL,
  invited_by_name text NOT NULL,
  state text NOT NULL DEFAULT 'PENDING',
  created_at timestamptz(3) NOT NULL,
  closed_at timestamptz(3),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT hub_invitation_columns_agree CHECK (
    state IN ('PENDING', 'ACCEPTED', 'REVOKED') AND (state = 'PENDING') = (closed_at IS NULL) AND closed_at >= created_at)
);
CREATE UNIQUE INDEX hub_invitation_one_live ON cloud.hub_invitation (hub_id, email) WHERE state = 'PENDING';
CREATE INDEX hub_invitation_email ON cloud.hub_invitation (email) WHERE state = 'PENDING';

-- Names an integration. The relay's own key alone vouches for the addresses of others.
CREATE TABLE cloud.api_key (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  key_hash text NOT NULL UNIQUE,
  last_four text NOT NULL,
  is_relay boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  CONSTRAINT api_key_hashed CHECK (key_hash ~ '^[0-9a-f]{64}$' AND length(last_four) = 4)
);

-- A company's own token: no sign-in, no refresh.
CREATE TABLE cloud.company_token (
  id uuid PRIMARY KEY,
  company_id uuid NOT NULL REFERENCES public.company (id),
  token_hash text NOT NULL UNIQUE,
  last_four text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  CONSTRAINT company_token_hashed CHECK (token_hash ~ '^[0-9a-f]{64}$' AND length(last_four) = 4)
);
CREATE INDEX company_token_company ON cloud.company_token (company_id);

-- One pair of tokens. Pairs of one sign-in are a family; of a family at most one can still be refreshed.
CREATE TABLE cloud.session (
  id uuid PRIMARY KEY,
  family_id uuid NOT NULL,
  predecessor_id uuid REFERENCES cloud.session (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES cloud.end_user (id) ON DELETE CASCADE,
  key_id uuid NOT NULL REFERENCES cloud.api_key (id),
  -- Of a home box, as the relay calls it.
  link_id uuid,
  access_hash text NOT NULL UNIQUE,
  refresh_hash text NOT NULL UNIQUE,
  access_expires_at timestamptz(3) NOT NULL,
  refresh_expires_at timestamptz(3) NOT NULL,
  access_used_at timestamptz(3),
  refresh_used_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  revoke_reason text,
  CONSTRAINT session_hashed CHECK (access_hash ~ '^[0-9a-f]{64}$' AND refresh_hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT session_columns_agree CHECK (
    (revoked_at IS NULL) = (revoke_reason IS NULL) AND refresh_expires_at >= created_at
    AND (predecessor_id IS NULL) = (family_id = id))
);
CREATE UNIQUE INDEX session_one_unspent ON cloud.session (family_id) WHERE refresh_used_at IS NULL AND revoked_at IS NULL;
CREATE INDEX session_predecessor ON cloud.session (predecessor_id);
CREATE INDEX session_of_user ON cloud.session (user_id) WHERE revoked_at IS NULL;

-- A sign-in to the user's own pages, apart from those of PRO accounts and from the cloud's tokens.
CREATE TABLE cloud.home_session (
  sid_hash text PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES cloud.end_user (id) ON DELETE CASCADE,
  user_epoch int NOT NULL,
  created_at timestamptz(3) NOT NULL,
  last_seen_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  CONSTRAINT home_session_hashed CHECK (sid_hash ~ '^[0-9a-f]{64}$')
);
CREATE INDEX home_session_user ON cloud.home_session (user_id);

-- Whoever may use the relay, found by a keyed hash of what it sends.
CREATE TABLE relay.account (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  header_hmac text NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  CONSTRAINT account_hashed CHECK (header_hmac ~ '^[0-9a-f]{64}$')
);

-- A home box, by the user's id at the cloud; never a token of theirs. `place` says how far it has been told.
CREATE TABLE relay.link (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES relay.account (id),
  user_id text NOT NULL,
  url text NOT NULL,
  box_key text NOT NULL,
  state text NOT NULL DEFAULT 'ACTIVE',
  linked_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  end_reason text,
  place text NOT NULL DEFAULT pg_current_snapshot()::text,
  lease int NOT NULL DEFAULT 0,
  failures int NOT NULL DEFAULT 0,
  first_failed_at timestamptz(3),
  next_try_at timestamptz(3),
  last_push_at timestamptz(3),
  last_error text,
  last_error_at timestamptz(3),
  undelivered int NOT NULL DEFAULT 0,
  -- The simulator lets so many of the next pushes fail.
  pushes_to_fail int NOT NULL DEFAULT 0,
  CONSTRAINT link_columns_agree CHECK (
    state IN ('ACTIVE', 'ENDED') AND (state = 'ACTIVE') = (ended_at IS NULL) AND (ended_at IS NULL) = (end_reason IS NULL)
    AND failures >= 0 AND pushes_to_fail >= 0 AND undelivered >= 0 AND (failures = 0) = (first_failed_at IS NULL)),
  CONSTRAINT link_address CHECK (url ~ '^https?://' AND length(url) <= 2000)
);
CREATE INDEX link_user ON relay.link (user_id) WHERE state = 'ACTIVE';

CREATE TABLE relay.push_attempt (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  link_id uuid NOT NULL REFERENCES relay.link (id) ON DELETE CASCADE,
  at timestamptz(3) NOT NULL,
  status int,
  entries int NOT NULL,
  error text,
  CONSTRAINT push_attempt_plausible CHECK (entries > 0 AND (status IS NOT NULL OR error IS NOT NULL))
);
CREATE INDEX push_attempt_link ON relay.push_attempt (link_id, at);

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA cloud, relay TO portal_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA relay TO portal_app;
