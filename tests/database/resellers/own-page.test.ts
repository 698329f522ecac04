import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { getOwnReseller } from "@/lib/server/queries/own-reseller";
import { addDealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";
import { addDesk, type Desk } from "./desk";

const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

let db: TestDatabase;
let desk: Desk;

beforeAll(async () => {
  db = await openTestDatabase();
  desk = await addDesk(db.owner, (await addDealer(db.owner)).clockId);
});

afterAll(() => db.close());

test("a reseller's own page is read while somebody's change of it is under way", async () => {
  request.cookie = await sessionCookie(desk.person);
  await db.owner.query("begin");
  try {
    await db.owner.query("update reseller set takes_requests = false where id = $1", [desk.resellerId]);
    expect(await getOwnReseller(desk.slug)).toMatchObject({
      profile: { countries: ["UA"], requestEmail: desk.email, takesRequests: true, version: 1 },
    });
  } finally {
    await db.owner.query("rollback");
  }
});

test("a reseller's own page is its owner's alone", async () => {
  request.cookie = await sessionCookie(desk.colleague);
  await expect(getOwnReseller(desk.slug)).rejects.toMatchObject({ code: "FORBIDDEN" });
});
