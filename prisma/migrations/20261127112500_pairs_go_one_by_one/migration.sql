-- Hand-written as a whole: a pair of tokens that ran out goes, and the pairs that renewed it stay. Whom they renewed is
-- known while it is there; with the reference, the whole family would have gone along.
ALTER TABLE cloud.session DROP CONSTRAINT session_predecessor_id_fkey;
