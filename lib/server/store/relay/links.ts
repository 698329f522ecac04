import type { Transaction } from "../../context";

/** A home box that was linked. `boxKey` is sealed; of the user's tokens nothing is here. */
export type NewLink = { id: string; accountId: string; userId: string; url: string; boxKey: string; at: Date };

/**
 * Keeps a link, or the new key of a box that is linked anew; what is told to it begins now. False where no session of the
 * link lives any more: its access ended after the box had signed in. The caller holds the user's row.
 */
export async function keepLink(tx: Transaction, { id, accountId, userId, url, boxKey, at }: NewLink): Promise<boolean> {
  const kept = await tx.$executeRaw`
    insert into relay.link (id, account_id, user_id, url, box_key, linked_at)
    select ${id}::uuid, ${accountId}::uuid, ${userId}, ${url}, ${boxKey}, ${at}::timestamptz
    where exists (select from cloud.session s
      where s.link_id = ${id}::uuid and s.user_id = ${userId}::uuid and s.revoked_at is null)
    on conflict (id) do update set account_id = excluded.account_id, user_id = excluded.user_id, url = excluded.url,
      box_key = excluded.box_key, linked_at = excluded.linked_at, state = 'ACTIVE', ended_at = null, end_reason = null,
      place = excluded.place, failures = 0, first_failed_at = null, next_try_at = null, last_error = null,
      last_error_at = null, undelivered = 0`;
  return kept === 1;
}

/** A link whose turn it is. Who claims it holds its lease; an earlier holder can finish nothing any more. */
export type ClaimedLink = {
  id: string;
  userId: string;
  url: string;
  boxKey: string;
  place: string;
  lease: number;
  failures: number;
  firstFailedAt: Date | null;
  pushesToFail: number;
};

/** Whom to look for: users of the given hubs, or everybody. */
export type LinkAsk = { hubIds: readonly string[]; isEvery: boolean; at: Date; limit: number };

/** Lists links that may be told now: of the given hubs' users, and those whose next try is due. */
export async function listLinksToTell(tx: Transaction, { hubIds, isEvery, at, limit }: LinkAsk): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select l.id from relay.link l where l.state = 'ACTIVE'
      and (l.next_try_at <= ${at} or (${isEvery} and l.next_try_at is null))
    union
    select l.id from hub h join cloud.hub_binding b on b.hub_id = h.id
      join relay.link l on l.user_id = b.user_id::text and l.state = 'ACTIVE' and l.next_try_at is null
    where h.hub_id = any(${[...hubIds]}) and h.released_at is null
    limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Lists the links that wait for no next try: whose they are, and how far they were told. */
export async function listLinksDue(tx: Transaction, at: Date): Promise<{ userId: string; place: string }[]> {
  return tx.$queryRaw<{ userId: string; place: string }[]>`
    select l.user_id as "userId", l.place from relay.link l
    where l.state = 'ACTIVE' and (l.next_try_at is null or l.next_try_at <= ${at}) order by l.linked_at desc`;
}

/**
 * Claims a link for one push. Null where it ended, waits for its next try, or is being claimed this moment. Whoever claims
 * it later, after a worker that was lost, takes it over: the earlier holder's call may still arrive, and counts for nothing.
 */
export async function claimLink(tx: Transaction, linkId: string, at: Date): Promise<ClaimedLink | null> {
  const rows = await tx.$queryRaw<ClaimedLink[]>`
    update relay.link l set lease = l.lease + 1
    from (select id from relay.link where id = ${linkId}::uuid and state = 'ACTIVE'
      and (next_try_at is null or next_try_at <= ${at}) for update skip locked) mine
    where l.id = mine.id
    returning l.id, l.user_id as "userId", l.url, l.box_key as "boxKey", l.place, l.lease, l.failures,
      l.first_failed_at as "firstFailedAt", l.pushes_to_fail as "pushesToFail"`;
  return rows[0] ?? null;
}

/** Moves a link on behind what needed no push. */
export async function moveLink(tx: Transaction, { id, lease }: ClaimedLink, place: string): Promise<void> {
  await tx.$executeRaw`
    update relay.link set place = ${place}, failures = 0, first_failed_at = null, next_try_at = null
    where id = ${id}::uuid and lease = ${lease}`;
}

/** How one push went. `status` is null where no answer came. */
export type Attempt = { at: Date; status: number | null; entries: number; error: string | null };

async function addAttempt(tx: Transaction, linkId: string, { at, status, entries, error }: Attempt): Promise<void> {
  await tx.$executeRaw`
    insert into relay.push_attempt (link_id, at, status, entries, error)
    values (${linkId}::uuid, ${at}, ${status}, ${entries}, ${error})`;
}

/** Writes down a push that arrived. False if the lease was lost: somebody else tells it from the old place. */
export async function finishPush(
  tx: Transaction,
  link: ClaimedLink,
  place: string,
  attempt: Attempt,
): Promise<boolean> {
  const moved = await tx.$executeRaw`
    update relay.link set place = ${place}, failures = 0, first_failed_at = null, next_try_at = null,
      last_push_at = ${attempt.at}, last_error = null, last_error_at = null
    where id = ${link.id}::uuid and lease = ${link.lease} and state = 'ACTIVE'`;
  if (moved === 1) await addAttempt(tx, link.id, attempt);
  return moved === 1;
}

/** Writes down a push that failed, and when it is tried again. */
export async function failPush(
  tx: Transaction,
  link: ClaimedLink,
  { firstFailedAt, nextTryAt, attempt }: { firstFailedAt: Date; nextTryAt: Date; attempt: Attempt },
): Promise<void> {
  const noted = await tx.$executeRaw`
    update relay.link set failures = failures + 1, first_failed_at = ${firstFailedAt}, next_try_at = ${nextTryAt},
      last_error = ${attempt.error}, last_error_at = ${attempt.at}, pushes_to_fail = greatest(0, pushes_to_fail - 1)
    where id = ${link.id}::uuid and lease = ${link.lease} and state = 'ACTIVE'`;
  if (noted === 1) await addAttempt(tx, link.id, attempt);
}

/** Gives up entries that no push could bring for a day, and lets the rest go on. The fault stays shown. */
export async function giveUpPush(tx: Transaction, link: ClaimedLink, place: string, attempt: Attempt): Promise<void> {
  const moved = await tx.$executeRaw`
    update relay.link set place = ${place}, undelivered = undelivered + ${attempt.entries}, failures = 0,
      first_failed_at = null, next_try_at = null, last_error = ${attempt.error}, last_error_at = ${attempt.at},
      pushes_to_fail = greatest(0, pushes_to_fail - 1)
    where id = ${link.id}::uuid and lease = ${link.lease} and state = 'ACTIVE'`;
  if (moved === 1) await addAttempt(tx, link.id, attempt);
}

export type LinkEnd = { reason: "UNLINKED" | "PASSWORD_CHANGED" | "BINDING_LOST"; at: Date };

/** Ends links of a user: one, or all. Returns the ids of those that ended now. */
export async function endLinks(
  tx: Transaction,
  { userId, linkId }: { userId: string; linkId: string | null },
  { reason, at }: LinkEnd,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    update relay.link set state = 'ENDED', ended_at = ${at}, end_reason = ${reason}, next_try_at = null
    where user_id = ${userId} and state = 'ACTIVE' and (${linkId}::uuid is null or id = ${linkId}::uuid) returning id`;
  return rows.map(({ id }) => id);
}

/** Lets the next pushes to a user's boxes fail. Returns to how many boxes. */
export async function letPushesFail(tx: Transaction, userId: string, times: number): Promise<number> {
  return tx.$executeRaw`
    update relay.link set pushes_to_fail = ${times} where user_id = ${userId} and state = 'ACTIVE'`;
}

/** A home box as its user sees it. `nextTryAt` is set while pushes fail. */
export type LinkRow = {
  id: string;
  url: string;
  linkedAt: Date;
  lastPushAt: Date | null;
  lastError: string | null;
  lastErrorAt: Date | null;
  nextTryAt: Date | null;
  undelivered: number;
};

/** Lists the boxes that a user's hubs are told to, the newest first. */
export async function listLinks(tx: Transaction, userId: string): Promise<LinkRow[]> {
  return tx.$queryRaw<LinkRow[]>`
    select id, url, linked_at as "linkedAt", last_push_at as "lastPushAt", last_error as "lastError",
      last_error_at as "lastErrorAt", next_try_at as "nextTryAt", undelivered
    from relay.link where user_id = ${userId} and state = 'ACTIVE' order by linked_at desc, id`;
}
