import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realNow, toDate } from "@/lib/clock";
import { isAppError } from "@/lib/errors";
import { onDatabase } from "@/lib/server/context";
import { addEmployee } from "@/lib/server/services/employees/add-employee";
import {
  acceptInvitation,
  declineInvitation,
  type InvitedPerson,
} from "@/lib/server/services/employees/answer-invitation";
import { resendInvitation, revokeInvitation } from "@/lib/server/services/employees/change-invitation";
import { listInviting } from "@/lib/server/store/employments";
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

type Invited = { dealer: Dealer; person: InvitedPerson; token: string; id: string };

async function invite(role: "SERVICE_MANAGER" | "INSTALLER" = "SERVICE_MANAGER"): Promise<Invited> {
  const dealer = await addDealer(owner);
  const person = await addAccount(owner);
  const added = await addEmployee(contextOf(dealer, dealer.owner), { email: person.email, role, isKept: false });
  if (!added.ok) throw new Error(added.refusal);
  return { dealer, person, token: await tokenFor(owner, person.email), id: added.value.invitationId };
}

async function stateOf({ dealer, person }: Invited) {
  const { rows } = await owner.query<{ role: string }>(
    `select role from employee where company_id = $1 and account_id = $2 and state = 'ACTIVE'`,
    [dealer.id, person.accountId],
  );
  const offers = await invitationsOf(owner, dealer, person.email);
  return { employments: rows, offers: offers.map(({ state }) => state) };
}

describe("accepting", () => {
  test.each(["token", "id"] as const)("works by the %s: employed with the offer's role, owner told", async (by) => {
    const invited = await invite("INSTALLER");
    const { dealer, person } = invited;
    const outcome = await acceptInvitation(person, invited[by]);
    expect(outcome).toEqual({ ok: true, value: { companyName: dealer.name, path: `/c/${dealer.slug}/objects` } });
    expect(await stateOf(invited)).toEqual({ employments: [{ role: "INSTALLER" }], offers: ["ACCEPTED"] });
    expect(await actionsOf(owner, dealer)).toEqual(["employee.invited", "employee.joined"]);
    expect(await mailsTo(owner, dealer.owner.email)).toMatchObject([
      { template: "invitation-accepted", data: { person: person.name, company: dealer.name } },
    ]);
    const { rows } = await owner.query(
      `select account_id, kind, done_at is not null as done from notification where account_id = any($1) order by kind`,
      [[dealer.owner.id, person.accountId]],
    );
    expect(rows).toEqual([
      { account_id: dealer.owner.id, kind: "employee.joined", done: false },
      { account_id: person.accountId, kind: "invitation.received", done: true },
    ]);
  });

  test("a used link is spent, also for whoever used it", async () => {
    const { person, token } = await invite();
    await acceptInvitation(person, token);
    expect(await acceptInvitation(person, token)).toEqual({ ok: false, refusal: "LINK_SPENT" });
    expect(await declineInvitation(person, token)).toEqual({ ok: false, refusal: "LINK_SPENT" });
  });

  test("an unknown link is spent, an unknown id is not there", async () => {
    const { person } = await invite();
    expect(await acceptInvitation(person, "a".repeat(43))).toEqual({ ok: false, refusal: "LINK_SPENT" });
    await expect(acceptInvitation(person, randomUUID())).rejects.toThrow("NOT_FOUND");
  });

  test("wrong account: the link's holder learns that it is another's, an id tells nothing", async () => {
    const invited = await invite();
    const other = await addAccount(owner);
    expect(await acceptInvitation(other, invited.token)).toEqual({ ok: false, refusal: "INVITATION_NOT_YOURS" });
    expect(await declineInvitation(other, invited.token)).toEqual({ ok: false, refusal: "INVITATION_NOT_YOURS" });
    await expect(acceptInvitation(other, invited.id)).rejects.toThrow("NOT_FOUND");
    expect(await stateOf(invited)).toEqual({ employments: [], offers: ["INVITED"] });
  });

  test("expired by one second of the company's clock: over, with the day and whom to ask", async () => {
    const invited = await invite();
    await advance(owner, invited.dealer, 30 * day + 1_000);
    expect(await acceptInvitation(invited.person, invited.token)).toEqual({
      ok: false,
      refusal: "INVITATION_OVER",
      params: { date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), owner: invited.dealer.owner.name },
    });
    expect((await stateOf(invited)).employments).toEqual([]);
  });

  test("its company stands in the switcher until the offer's end by the company's clock, or its answer", async () => {
    const [ending, answered] = [await invite(), await invite()];
    const invitingOf = async ({ person }: Invited) =>
      (await onDatabase((client) => listInviting(client, person.email.toUpperCase(), toDate(realNow())))).map(
        ({ name, role }) => ({ name, role }),
      );
    const offer = { role: "SERVICE_MANAGER" };
    await advance(owner, ending.dealer, 30 * day - 60_000);
    expect(await invitingOf(ending)).toEqual([{ ...offer, name: ending.dealer.name }]);
    await advance(owner, ending.dealer, 61_000);
    expect(await invitingOf(ending)).toEqual([]);

    expect(await invitingOf(answered)).toEqual([{ ...offer, name: answered.dealer.name }]);
    await declineInvitation(answered.person, answered.id);
    expect(await invitingOf(answered)).toEqual([]);
  });

  test("a minute before its end it still counts", async () => {
    const invited = await invite();
    await advance(owner, invited.dealer, 30 * day - 60_000);
    expect(await acceptInvitation(invited.person, invited.token)).toMatchObject({ ok: true });
  });

  test("after revocation: over, with nothing written", async () => {
    const invited = await invite();
    await revokeInvitation(contextOf(invited.dealer, invited.dealer.owner), { invitationId: invited.id, version: 1 });
    expect(await acceptInvitation(invited.person, invited.token)).toMatchObject({ refusal: "INVITATION_OVER" });
    expect(await stateOf(invited)).toEqual({ employments: [], offers: ["REVOKED"] });
  });

  test("after Resend only the new link works", async () => {
    const invited = await invite();
    await resendInvitation(contextOf(invited.dealer, invited.dealer.owner), { invitationId: invited.id, version: 1 });
    const renewed = await tokenFor(owner, invited.person.email);
    expect(renewed).not.toBe(invited.token);
    expect(await acceptInvitation(invited.person, invited.token)).toEqual({ ok: false, refusal: "LINK_SPENT" });
    expect(await acceptInvitation(invited.person, renewed)).toMatchObject({ ok: true });
  });

  test("an installer's offer of a company that is no dealer any more is refused", async () => {
    const invited = await invite("INSTALLER");
    await owner.query(`delete from dealer_enrollment where company_id = $1`, [invited.dealer.id]);
    expect(await acceptInvitation(invited.person, invited.token)).toEqual({ ok: false, refusal: "ROLE_NOT_HERE" });
    expect(await stateOf(invited)).toEqual({ employments: [], offers: ["INVITED"] });
  });

  test("of 50 simultaneous redemptions one wins: one employment, one history entry, one mail", async () => {
    const invited = await invite();
    const { dealer, person, token } = invited;
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => acceptInvitation(person, token)));
    const outcomes = answers.map((answer) => {
      if (answer.status === "rejected") return isAppError(answer.reason, "UNAVAILABLE") ? "UNAVAILABLE" : answer.reason;
      return answer.value.ok ? "JOINED" : answer.value.refusal;
    });
    expect(outcomes.filter((outcome) => outcome === "JOINED")).toHaveLength(1);
    // On a busy machine some wait in vain for a connection; whoever got one was told that the link is spent.
    const others = outcomes.filter((outcome) => outcome !== "JOINED" && outcome !== "UNAVAILABLE");
    expect(new Set(others)).toEqual(new Set(["LINK_SPENT"]));
    expect(await stateOf(invited)).toEqual({ employments: [{ role: "SERVICE_MANAGER" }], offers: ["ACCEPTED"] });
    expect(await actionsOf(owner, dealer)).toEqual(["employee.invited", "employee.joined"]);
    expect(await mailsTo(owner, dealer.owner.email)).toHaveLength(1);
  });

  test("accepting and declining at once: one of them holds", async () => {
    const invited = await invite();
    const { person, token } = invited;
    const answers = await Promise.all([acceptInvitation(person, token), declineInvitation(person, token)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const { employments, offers } = await stateOf(invited);
    expect(employments).toHaveLength(offers[0] === "ACCEPTED" ? 1 : 0);
  });
});

describe("declining", () => {
  test("works: no employment, owner told, and the owner may ask again", async () => {
    const invited = await invite();
    const { dealer, person } = invited;
    expect(await declineInvitation(person, invited.token)).toMatchObject({ ok: true });
    expect(await stateOf(invited)).toEqual({ employments: [], offers: ["DECLINED"] });
    expect(await mailsTo(owner, dealer.owner.email)).toMatchObject([{ template: "invitation-declined" }]);
    expect(await actionsOf(owner, dealer)).toEqual(["employee.invited", "invitation.declined"]);
    expect(await acceptInvitation(person, invited.token)).toMatchObject({ refusal: "INVITATION_OVER" });
    const again = { email: person.email, role: "SERVICE_MANAGER" as const, isKept: false };
    expect(await addEmployee(contextOf(dealer, dealer.owner), again)).toMatchObject({ ok: true });
  });
});
