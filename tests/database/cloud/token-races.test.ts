import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hashToken } from "@/lib/auth/secret-token";
import { realNow } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { replaceHomePassword } from "@/lib/server/services/home/change-home-password";
import { loseHub, unlinkBox } from "@/lib/server/services/home/end-access";
import { mintPair, refreshEnd, type Tokens } from "@/lib/server/services/home/mint-pair";
import { proveToken } from "@/lib/server/services/home/prove-token";
import { refreshSession } from "@/lib/server/services/home/refresh-session";
import { driveHomes } from "@/lib/server/services/simulation/drive-homes";
import { addHome, addKey, addRelay, type Home, homePassword } from "../support/home";
import { lineUp } from "../support/line-up";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let key: string;
let keyId: string;
let home: Home;
let linkId: string;

beforeAll(async () => {
  db = await openTestDatabase();
  key = await addKey(db.owner);
  await addRelay(db.owner);
  const { rows } = await db.owner.query<{ id: string }>("select id from cloud.api_key where key_hash = $1", [
    hashToken(key),
  ]);
  keyId = rows[0]?.id ?? "";
});
beforeEach(async () => {
  home = await addHome(db.owner);
  const { rows } = await db.owner.query<{ id: string }>(
    `insert into relay.link (id, account_id, user_id, url, box_key, linked_at)
     select gen_random_uuid(), id, $1, 'http://box.test', 'none', now() from relay.account limit 1 returning id`,
    [home.user.id],
  );
  linkId = rows[0]?.id ?? "";
});
afterAll(() => db.close());

function begin(): Promise<Tokens> {
  const now = realNow();
  const place = { userId: home.user.id, keyId, linkId, predecessor: null };
  return inSystemTransaction((tx) =>
    mintPair(tx, { ...place, refreshExpiresAt: refreshEnd(now, { isStrong: false }), now }),
  );
}

const renew = ({ refreshToken }: Tokens) => refreshSession({ userId: home.user.id, refreshToken, keyId });
const use = ({ sessionToken }: Tokens) => proveToken({ token: sessionToken, key });
const over = { status: "rejected", reason: expect.objectContaining({ code: "UNAUTHENTICATED" }) };

/** The row of a pair, at which both stop who would change it. */
function rowOf({ refreshToken }: Tokens) {
  const sql = "select from cloud.session where refresh_hash = $1 for update";
  return { sql, values: [hashToken(refreshToken)] };
}

const driver = { accountId: null, name: "Test", requestId: "" };

/** What ends a family of tokens. */
const ends: Record<string, () => Promise<unknown>> = {
  "a sign-out": () => driveHomes(driver, { verb: "sign-out", email: home.user.email }),
  "a new password": () =>
    replaceHomePassword(home.user.id, { currentPassword: homePassword, newPassword: "seven green bicycles" }),
  "an unlink": () => unlinkBox(home.user.id, linkId),
  "the simulator's unlink": () => driveHomes(driver, { verb: "unlink", email: home.user.email }),
  "the loss of a hub": () => inSystemTransaction((tx) => loseHub(tx, { userId: home.user.id, hubKey: home.hub.key })),
};

/** No token of these pairs opens anything or buys a pair. */
async function expectNoneWorks(pairs: readonly Tokens[]): Promise<void> {
  for (const pair of pairs) expect(await Promise.allSettled([use(pair), renew(pair)])).toEqual([over, over]);
}

test.each(Object.keys(ends))(
  "a refresh that comes just before %s gives tokens that are over with the rest",
  async (name) => {
    const old = await begin();
    await use(old);
    const acts = { first: () => renew(old), second: async () => ends[name]?.() };
    const [refreshed, ended] = await lineUp(db, rowOf(old), acts);
    expect(ended.status).toBe("fulfilled");
    if (refreshed.status !== "fulfilled") throw refreshed.reason;
    await expectNoneWorks([old, refreshed.value]);
  },
);

test.each(Object.keys(ends))("a refresh that comes just behind %s is refused", async (name) => {
  const old = await begin();
  await use(old);
  const acts = { first: async () => ends[name]?.(), second: () => renew(old) };
  const [ended, refreshed] = await lineUp(db, rowOf(old), acts);
  expect(ended.status).toBe("fulfilled");
  expect(refreshed).toEqual(over);
  await expectNoneWorks([old]);
});

test.each([true, false])(
  "an old token's repeat ends the family with the pair that is made at that moment (made first: %s)",
  async (isFirst) => {
    const oldest = await begin();
    const middle = await renew(oldest);
    const last = await renew(middle);
    const [making, repeat] = [() => renew(last), () => renew(oldest)];
    const acts = isFirst ? { first: making, second: repeat } : { first: repeat, second: making };
    const answers = await lineUp(db, rowOf(last), acts);
    const [made, repeated] = isFirst ? answers : [answers[1], answers[0]];
    expect(repeated).toEqual(over);
    expect(made.status).toBe(isFirst ? "fulfilled" : "rejected");
    await expectNoneWorks([oldest, middle, last, ...(made.status === "fulfilled" ? [made.value] : [])]);
  },
);
