import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isAppError } from "@/lib/errors";
import { acceptHubInvitation, declineHubInvitation } from "@/lib/server/services/home/answer-hub-invitation";
import { inviteHubUser, revokeHubInvitation } from "@/lib/server/services/home/invite-hub-user";
import { removeHubUser } from "@/lib/server/services/home/remove-hub-user";
import { armHub } from "@/lib/server/services/hubs/arm-hub";
import type { CloudCaller } from "@/lib/server/services/hubs/scope";
import { addHome, addPro, addResident, type Home, type Resident } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let home: Home;
let guest: Resident;
let invited: { hubId: string; email: string };

beforeAll(async () => {
  db = await openTestDatabase();
});
beforeEach(async () => {
  home = await addHome(db.owner);
  guest = await addResident(db.owner, []);
  invited = { hubId: home.hub.hubId, email: guest.email };
});
afterAll(() => db.close());

function as({ id, name }: Resident): CloudCaller {
  return { scope: { kind: "USER", userId: id }, actor: { id, name } };
}

const armed = { command: "ARM", groupNumber: null, ignoreProblems: false } as const;
const notFound = (work: Promise<unknown>) =>
  work.then(
    () => false,
    (error: unknown) => isAppError(error, "NOT_FOUND"),
  );

async function invitationOf(email: string): Promise<{ id: string; state: string }> {
  const { rows } = await db.owner.query<{ id: string; state: string }>(
    "select id, state from cloud.hub_invitation where hub_id = $1 and email = $2 order by created_at desc, id limit 1",
    [home.hub.key, email],
  );
  return rows[0] ?? { id: "", state: "NONE" };
}

async function told(): Promise<string[]> {
  const { rows } = await db.owner.query<{ what: string }>(
    `select coalesce(payload ->> 'eventTag', kind) as what from outbox where hub_id = $1 order by turn, seq`,
    [home.hub.key],
  );
  return rows.map(({ what }) => what);
}

async function join(role: "MASTER" | "USER"): Promise<Resident> {
  return addResident(db.owner, [home.hub], role);
}

describe("an invitation to a hub", () => {
  test("waits, gives no right, and makes a user once accepted, which the hub tells", async () => {
    expect(await inviteHubUser(as(home.user), invited)).toEqual({ ok: true, value: {} });
    expect(await notFound(armHub(as(guest), home.hub.hubId, armed))).toBe(true);
    const { id } = await invitationOf(guest.email);
    expect(await acceptHubInvitation(as(guest), id)).toEqual({ ok: true, value: { hubId: home.hub.hubId } });
    expect(await invitationOf(guest.email)).toEqual({ id, state: "ACCEPTED" });
    expect(await armHub(as(guest), home.hub.hubId, armed)).toMatchObject({ ok: true });
    expect(await told()).toEqual(expect.arrayContaining(["hub.users_changed", "UserAdded", "Arm"]));
  });

  test("answers alike for addresses nobody has, and of a PRO account", async () => {
    for (const email of ["nobody@home.example", await addPro(db.owner), guest.email]) {
      expect(await inviteHubUser(as(home.user), { ...invited, email })).toEqual({ ok: true, value: {} });
    }
  });

  test("is refused for a user of the hub, and a second time", async () => {
    const { email } = home.user;
    const refused = { ok: false, refusal: "HUB_USER_ALREADY", params: { email } };
    expect(await inviteHubUser(as(home.user), { ...invited, email })).toEqual(refused);
    await inviteHubUser(as(home.user), invited);
    const again = await inviteHubUser(as(home.user), invited);
    expect(again).toEqual({ ok: false, refusal: "HUB_INVITED_ALREADY", params: { email: guest.email } });
  });

  test("is a master's to make and to revoke, and of other hubs nobody hears", async () => {
    const user = await join("USER");
    expect(await inviteHubUser(as(user), invited)).toEqual({ ok: false, refusal: "MASTER_ONLY" });
    const stranger = (await addHome(db.owner)).user;
    expect(await notFound(inviteHubUser(as(stranger), invited))).toBe(true);
    expect(await invitationOf(guest.email)).toMatchObject({ state: "NONE" });
    await inviteHubUser(as(home.user), invited);
    expect(await revokeHubInvitation(as(user), invited)).toEqual({ ok: false, refusal: "MASTER_ONLY" });
    expect(await notFound(revokeHubInvitation(as(stranger), invited))).toBe(true);
    expect(await invitationOf(guest.email)).toMatchObject({ state: "PENDING" });
  });

  test("is nobody else's to accept, and over once revoked or declined", async () => {
    await inviteHubUser(as(home.user), invited);
    const { id } = await invitationOf(guest.email);
    const over = { ok: false, refusal: "HUB_INVITATION_OVER" };
    expect(await acceptHubInvitation(as(await addResident(db.owner, [])), id)).toEqual(over);
    expect(await revokeHubInvitation(as(home.user), invited)).toEqual({ ok: true, value: {} });
    expect(await acceptHubInvitation(as(guest), id)).toEqual(over);
    expect(await revokeHubInvitation(as(home.user), invited)).toEqual(over);
    await inviteHubUser(as(home.user), invited);
    const next = (await invitationOf(guest.email)).id;
    expect(await declineHubInvitation(as(guest), next)).toEqual({ ok: true, value: {} });
    expect(await acceptHubInvitation(as(guest), next)).toEqual(over);
    expect(await notFound(armHub(as(guest), home.hub.hubId, armed))).toBe(true);
  });

  test("accepted and revoked at once, one of both wins", async () => {
    await inviteHubUser(as(home.user), invited);
    const { id } = await invitationOf(guest.email);
    const answers = await Promise.all([
      acceptHubInvitation(as(guest), id),
      revokeHubInvitation(as(home.user), invited),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const { rows } = await db.owner.query("select from cloud.hub_binding where user_id = $1", [guest.id]);
    expect(rows).toHaveLength((await invitationOf(guest.email)).state === "ACCEPTED" ? 1 : 0);
  });
});

describe("the end of a user of a hub", () => {
  test("by a master, or by themselves, takes the hub away at once and is told", async () => {
    for (const isOwn of [false, true]) {
      const user = await join("USER");
      const by = isOwn ? user : home.user;
      expect(await removeHubUser(as(by), { hubId: home.hub.hubId, userId: user.id })).toEqual({ ok: true, value: {} });
      expect(await notFound(armHub(as(user), home.hub.hubId, armed))).toBe(true);
    }
    expect((await told()).filter((what) => what === "UserRemoved")).toHaveLength(2);
  });

  test("is refused to users who are no masters, and for the last master", async () => {
    const [user, other] = [await join("USER"), await join("USER")];
    const { hubId } = home.hub;
    expect(await removeHubUser(as(user), { hubId, userId: other.id })).toEqual({ ok: false, refusal: "MASTER_ONLY" });
    const own = { hubId, userId: home.user.id };
    expect(await removeHubUser(as(home.user), own)).toEqual({ ok: false, refusal: "LAST_MASTER" });
    expect(await told()).not.toContain("UserRemoved");
  });

  test("of strangers and on others' hubs is not found", async () => {
    const { hubId } = home.hub;
    expect(await notFound(removeHubUser(as(home.user), { hubId, userId: guest.id }))).toBe(true);
    expect(await notFound(removeHubUser(as(guest), { hubId, userId: home.user.id }))).toBe(true);
  });

  test("two masters who remove each other leave one", async () => {
    const other = await join("MASTER");
    const { hubId } = home.hub;
    await Promise.allSettled([
      removeHubUser(as(home.user), { hubId, userId: other.id }),
      removeHubUser(as(other), { hubId, userId: home.user.id }),
    ]);
    const { rows } = await db.owner.query("select from cloud.hub_binding where hub_id = $1 and role = 'MASTER'", [
      home.hub.key,
    ]);
    expect(rows).toHaveLength(1);
  });
});

test("what prevents arming is named", async () => {
  await db.owner.query(
    `update device set fields = fields || '{"reedClosed": false}', name = 'Front door' where hub_id = $1 and device_id = $2`,
    [home.hub.key, home.devices.door],
  );
  const refused = { ok: false, refusal: "ARMING_PREVENTED", params: { devices: "Front door" } };
  expect(await armHub(as(home.user), home.hub.hubId, armed)).toEqual(refused);
});
