-- A hub's timeline reads its events by their instants, from any place on; updates, which are most rows, stay out.
CREATE INDEX outbox_told_by_hub ON outbox (hub_id, at, seq) WHERE kind = 'hub.event';
