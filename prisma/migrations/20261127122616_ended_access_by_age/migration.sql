-- CreateIndex
CREATE INDEX "session_created_at_idx" ON "session"("created_at");

-- CreateIndex
CREATE INDEX "account_token_expires_at_idx" ON "account_token"("expires_at");

-- Hand-written from here: what is let go is found by its age. The one pair of a family that can be refreshed stays, so it
-- is no part of the index. The use of a token or a sign-in changes nothing that these indexes hold.
CREATE INDEX session_ran_out ON cloud.session (refresh_expires_at) WHERE refresh_used_at IS NOT NULL OR revoked_at IS NOT NULL;
CREATE INDEX home_session_begun ON cloud.home_session (created_at);
