import { openBoxKey } from "@/lib/auth/box-key";
import { realNow, toDate, toInstantOrNull } from "@/lib/clock";
import { viewEntry } from "@/lib/domain/cloud/entry-view";
import { nextPush, pushTimeoutMs } from "@/lib/domain/push-plan";
import { env } from "@/lib/env";
import { readFeedPlace, writeFeedPlace } from "@/lib/live/feed-place";
import { inSystemTransaction, onDatabase } from "@/lib/server/context";
import { type FeedEntry, readEdge, readEntries } from "@/lib/server/feed/entries";
import { hubsToHear } from "@/lib/server/store/cloud/audience";
import {
  type Attempt,
  type ClaimedLink,
  claimLink,
  failPush,
  finishPush,
  giveUpPush,
  moveLink,
} from "@/lib/server/store/relay/links";
import { postJson, RefusedAddress } from "@/lib/webhooks/post-json";

const entriesAtOnce = 50;
const script = "/plugins/ajaxSystem/core/php/jeeAjaxSystem.php";

/** How long a box may be silent; tests are less patient. */
export type PushTimes = { timeoutMs?: number };

/** What was read for a box: the entries of one push, and the place behind them. */
type Page = { link: ClaimedLink; entries: FeedEntry[]; place: string };

/**
 * Tells a box what its user's hubs told, 50 entries at a time and each hub's in order, until it has everything or a push
 * fails; then it is tried again by plan. What a user may not hear (any more) is passed over. Run twice, or cut anywhere, it
 * may repeat entries under their ids and loses none. Source: INTEGRATION 8.3.
 */
export async function pushToBox(linkId: string, { timeoutMs = pushTimeoutMs }: PushTimes = {}): Promise<void> {
  for (;;) {
    const page = await readPage(linkId);
    if (!page) return;
    if (page.entries.length === 0) continue;
    if (!(await push(page, timeoutMs))) return;
  }
}

/** Claims the link and reads its next page; null where there is nothing to do, or all was passed over. */
async function readPage(linkId: string): Promise<Page | null> {
  const link = await onDatabase((client) => claimLink(client, linkId, toDate(realNow())));
  if (!link) return null;
  return onDatabase(async (client) => {
    const { reportingAddress } = env();
    const edge = await readEdge(client);
    const hubKeys = await hubsToHear(client, link.userId, reportingAddress);
    const place = readFeedPlace(link.place) ?? { from: edge, within: null };
    const { entries, next, hasMore } = await readEntries(client, {
      place,
      hubKeys,
      reportingAddress,
      edge,
      limit: entriesAtOnce,
      since: null,
    });
    const page = { link, entries, place: writeFeedPlace(next) };
    if (entries.length > 0) return page;
    await moveLink(client, link, page.place);
    return hasMore ? page : null;
  });
}

/** Sends one page. Returns whether it arrived and the link goes on. */
async function push({ link, entries, place }: Page, timeoutMs: number): Promise<boolean> {
  const error = await send(link, entries, timeoutMs);
  const now = realNow();
  const attempt: Attempt = { at: toDate(now), entries: entries.length, ...error };
  if (error.error === null) return inSystemTransaction((tx) => finishPush(tx, link, place, attempt));
  const firstFailedAt = toInstantOrNull(link.firstFailedAt) ?? now;
  const next = nextPush(link.failures + 1, firstFailedAt, now);
  await inSystemTransaction((tx) =>
    next.kind === "GIVE_UP"
      ? giveUpPush(tx, link, place, attempt)
      : failPush(tx, link, { firstFailedAt: toDate(firstFailedAt), nextTryAt: toDate(next.at), attempt }),
  );
  return next.kind === "GIVE_UP";
}

/** Posts to the box, which answers 200 whatever it made of it. Anything else is a failure, told in a sentence. */
async function send(
  link: ClaimedLink,
  entries: readonly FeedEntry[],
  timeoutMs: number,
): Promise<Pick<Attempt, "status" | "error">> {
  if (link.pushesToFail > 0) return { status: null, error: "The simulator let this push fail." };
  const apikey = openBoxKey(link.boxKey, link.id);
  if (apikey === null) return { status: null, error: "The key of this box cannot be read any more: link it anew." };
  const data = entries.map(({ place: _place, hubKey: _hubKey, ...entry }) => viewEntry(entry, link.userId));
  const url = `${link.url.replace(/\/$/, "")}${script}`;
  try {
    const options = { timeoutMs, isLocalAllowed: env().allowsLocalPush };
    const status = await postJson(url, JSON.stringify({ apikey, data }), options);
    return { status, error: status === 200 ? null : `The box answered with status ${status}.` };
  } catch (error) {
    const isOurs = error instanceof RefusedAddress;
    return { status: null, error: isOurs ? error.message : `The box did not answer (${reasonOf(error)}).` };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.message.slice(0, 100);
}
