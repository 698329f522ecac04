import { expect, it } from "vitest";
import { hubLimits, mayInviteUser, mayTakeUser } from "./hub-limits";

const full = { ok: false, refusal: "HUB_USERS_FULL", params: { limit: 100 } };

it("takes users up to the limit, and not one more", () => {
  expect(hubLimits.users).toBe(100);
  expect(mayTakeUser(99)).toMatchObject({ ok: true });
  expect(mayTakeUser(100)).toEqual(full);
  expect(mayTakeUser(101)).toEqual(full);
});

it("invites nobody to a full hub but the reporting address, which takes no place", () => {
  expect(mayInviteUser({ users: 99, isReporter: false })).toMatchObject({ ok: true });
  expect(mayInviteUser({ users: 100, isReporter: false })).toEqual(full);
  expect(mayInviteUser({ users: 100, isReporter: true })).toMatchObject({ ok: true });
});
