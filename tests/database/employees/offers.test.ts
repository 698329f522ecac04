import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realNow, toDate } from "@/lib/clock";
import type { InvitedRole } from "@/lib/domain/invitation";
import { inSystemTransaction } from "@/lib/server/context";
import { addEmployee } from "@/lib/server/services/employees/add-employee";
import { acceptInvitation } from "@/lib/server/services/employees/answer-invitation";
import {
  changeInvitedRole,
  resendInvitation,
  revokeInvitation,
} from "@/lib/server/services/employees/change-invitation";
import { expireInvitations } from "@/lib/server/services/employees/expire-invitations";
import { releaseKeptInvitations } from "@/lib/server/services/employees/release-kept-invitations";
import { listAnswerable } from "@/lib/server/store/invitations";
import { addDealer, contextOf, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { actionsOf, addAccount, advance, invitationsOf, mailsTo, tokenFor } from "./people";

const day = 24 * 60 * 60 * 1_000;

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
});

afterAll(() => db.close());

async function offer(dealer: Dealer, email: string, role: InvitedRole = "SERVICE_MANAGER") {
  const added = await addEmployee(contextOf(dealer, dealer.owner), { email, role, isKept: true });
  if (!added.ok) throw new Error(added.refusal);
  return { invitationId: added.value.invitationId, version: 1 };
}

async function setUp() {
  const dealer = await addDealer(owner);
  const person = await addAccount(owner);
  const unknown = `${randomUUID()}@nowhere.example`;
  const templates = async (email: string) => (await mailsTo(owner, email)).map(({ template }) => template);
  return { dealer, person, unknown, templates, boss: () => contextOf(dealer, dealer.owner) };
}

describe("what the owner does with an open offer", () => {
  test("Resend gives it new 30 days and a new mail", async () => {
    const { dealer, person, templates, boss } = await setUp();
    const ref = await offer(dealer, person.email);
    await advance(owner, dealer, 20 * day);
    const outcome = await resendInvitation(boss(), ref);
    expect(outcome).toMatchObject({ ok: true, value: { state: "INVITED", version: 2 } });
    expect(await templates(person.email)).toEqual(["invitation", "invitation"]);
    await advance(owner, dealer, 20 * day);
    expect(await acceptInvitation(person, await tokenFor(owner, person.email))).toMatchObject({ ok: true });
    expect(await actionsOf(owner, dealer)).toEqual(["employee.invited", "invitation.resent", "employee.joined"]);
  });

  test("Resend reminds a kept address, and opens the offer if there is an account by now", async () => {
    const { dealer, unknown, templates, boss } = await setUp();
    const ref = await offer(dealer, unknown);
    expect(await resendInvitation(boss(), ref)).toMatchObject({ ok: true, value: { state: "WAITING", version: 2 } });
    expect(await templates(unknown)).toEqual(["invitation-kept", "invitation-kept"]);
    await addAccount(owner, { email: unknown });
    const outcome = await resendInvitation(boss(), { ...ref, version: 2 });
    expect(outcome).toMatchObject({ ok: true, value: { state: "INVITED" } });
    expect(await templates(unknown)).toEqual(["invitation-kept", "invitation-kept", "invitation"]);
  });

  test("Resend five times an hour", async () => {
    const { dealer, person, boss } = await setUp();
    const ref = await offer(dealer, person.email);
    for (let version = 1; version <= 5; version++) await resendInvitation(boss(), { ...ref, version });
    await expect(resendInvitation(boss(), { ...ref, version: 6 })).rejects.toThrow("RATE_LIMITED");
  });

  test("Revoke ends it at once and tells the person", async () => {
    const { dealer, person, unknown, templates, boss } = await setUp();
    for (const email of [person.email, unknown]) {
      const ref = await offer(dealer, email);
      expect(await revokeInvitation(boss(), ref)).toMatchObject({ ok: true, value: { state: "REVOKED" } });
      expect(await invitationsOf(owner, dealer, email)).toMatchObject([{ state: "REVOKED" }]);
      expect((await templates(email)).at(-1)).toBe("invitation-revoked");
      const again = await revokeInvitation(boss(), { ...ref, version: 2 });
      expect(again).toMatchObject({ refusal: "INVITATION_OVER", params: { owner: dealer.owner.name } });
    }
  });

  test("another role is mailed anew; a kept entry holds it for later", async () => {
    const { dealer, person, unknown, templates, boss } = await setUp();
    const open = await offer(dealer, person.email);
    const old = await tokenFor(owner, person.email);
    expect(await changeInvitedRole(boss(), { ...open, role: "INSTALLER" })).toMatchObject({ ok: true });
    expect(await acceptInvitation(person, old)).toMatchObject({ refusal: "LINK_SPENT" });
    expect((await mailsTo(owner, person.email)).at(-1)).toMatchObject({ data: { role: "INSTALLER" } });

    const kept = await offer(dealer, unknown);
    expect(await changeInvitedRole(boss(), { ...kept, role: "INSTALLER" })).toMatchObject({ ok: true });
    expect(await invitationsOf(owner, dealer, unknown)).toMatchObject([{ state: "WAITING", role: "INSTALLER" }]);
    expect(await templates(unknown)).toEqual(["invitation-kept"]);
  });

  test("refused and forbidden: a wrong role, other people, another company, an old form", async () => {
    const { dealer, person, boss } = await setUp();
    const stranger = await addDealer(owner, { isEnrolled: false });
    const ref = await offer(dealer, person.email);
    for (const act of [resendInvitation, revokeInvitation]) {
      await expect(act(contextOf(dealer, dealer.senior), ref)).rejects.toThrow("FORBIDDEN");
      await expect(act(contextOf(stranger, stranger.owner), ref)).rejects.toThrow("NOT_FOUND");
    }
    const misplaced = await offer(stranger, person.email);
    const boss2 = contextOf(stranger, stranger.owner);
    expect(await changeInvitedRole(boss2, { ...misplaced, role: "INSTALLER" })).toMatchObject({
      refusal: "ROLE_NOT_HERE",
    });
    await changeInvitedRole(boss(), { ...ref, role: "INSTALLER" });
    await expect(revokeInvitation(boss(), ref)).rejects.toMatchObject({
      code: "CONFLICT",
      params: { did: "employee.role_changed", name: dealer.owner.name },
    });
  });
});

describe("a kept address that is confirmed", () => {
  const confirm = (person: { email: string; accountId: string }) =>
    inSystemTransaction((tx) => releaseKeptInvitations(tx, { ...person, at: realNow() }));

  test("opens in every company that kept it, once, with a mail each", async () => {
    const { dealer, unknown, templates } = await setUp();
    const second = await addDealer(owner);
    const late = await addDealer(owner);
    for (const company of [dealer, second, late]) await offer(company, unknown);
    await advance(owner, late, 30 * day);
    const person = await addAccount(owner, { email: unknown });

    expect(await confirm(person)).toBe(2);
    expect(await confirm(person)).toBe(0);
    expect(await invitationsOf(owner, dealer, unknown)).toMatchObject([{ state: "INVITED" }]);
    expect(await invitationsOf(owner, late, unknown)).toMatchObject([{ state: "WAITING" }]);
    expect((await templates(unknown)).filter((template) => template === "invitation")).toHaveLength(2);
    const own = await inSystemTransaction((tx) => listAnswerable(tx, unknown, toDate(realNow())));
    expect(own.map(({ company }) => company.id).toSorted()).toEqual([dealer.id, second.id].toSorted());
    expect(await acceptInvitation(person, await tokenFor(owner, unknown))).toMatchObject({ ok: true });
  });
});

describe("the end of the 30 days", () => {
  test("closes offers and kept entries by the company's own clock, and tells the owner once", async () => {
    const { dealer, person, unknown, templates } = await setUp();
    const other = await addDealer(owner);
    await offer(dealer, person.email);
    await offer(dealer, unknown);
    await offer(other, person.email);
    await advance(owner, dealer, 30 * day - 60_000);
    await expireInvitations();
    expect(await invitationsOf(owner, dealer, person.email)).toMatchObject([{ state: "INVITED" }]);

    await advance(owner, dealer, 61_000);
    expect(await expireInvitations()).toBe(2);
    expect(await expireInvitations()).toBe(0);
    for (const email of [person.email, unknown]) {
      expect(await invitationsOf(owner, dealer, email)).toMatchObject([{ state: "EXPIRED" }]);
    }
    expect(await invitationsOf(owner, other, person.email)).toMatchObject([{ state: "INVITED" }]);
    const told = await mailsTo(owner, dealer.owner.email);
    expect(told.map(({ template }) => template)).toEqual(["invitation-expired", "invitation-expired"]);
    expect(told.map(({ data }) => data.person).toSorted()).toEqual([person.name, unknown].toSorted());
    expect(await templates(person.email)).toEqual(["invitation", "invitation"]);
    expect(await actionsOf(owner, dealer)).toEqual(
      expect.arrayContaining(["invitation.expired", "invitation.expired"]),
    );
  });

  test("two workers at once close each offer once", async () => {
    const { dealer, person } = await setUp();
    await offer(dealer, person.email);
    await advance(owner, dealer, 31 * day);
    const closed = await Promise.all([expireInvitations(), expireInvitations(), expireInvitations()]);
    expect(closed.reduce((sum, n) => sum + n)).toBe(1);
    expect(await mailsTo(owner, dealer.owner.email)).toHaveLength(1);
  });

  test("it reads as over before the job ran: not listed, and the address can be invited again", async () => {
    const { dealer, person, boss } = await setUp();
    const ref = await offer(dealer, person.email);
    await advance(owner, dealer, 30 * day + 1_000);
    const open = await inSystemTransaction((tx) => listAnswerable(tx, person.email, toDate(realNow())));
    expect(open).toEqual([]);
    expect(await resendInvitation(boss(), ref)).toMatchObject({ refusal: "INVITATION_OVER" });
    await offer(dealer, person.email, "INSTALLER");
    expect((await invitationsOf(owner, dealer, person.email)).map(({ state }) => state)).toEqual([
      "EXPIRED",
      "INVITED",
    ]);
    expect(await actionsOf(owner, dealer)).toEqual(["employee.invited", "invitation.expired", "employee.invited"]);
  });
});
