import { expect, it } from "vitest";
import { refuse, succeed } from "./outcome";
import {
  effectiveInvitationState,
  invitationExpiry,
  mayInvite,
  type StoredResellerInvitation,
  stillInvited,
} from "./reseller-invitation";

const at = (text: string) => Temporal.Instant.from(text);
const sentAt = at("2026-08-01T10:00:00Z");
const expiresAt = invitationExpiry(sentAt);

function invitation(more: Partial<StoredResellerInvitation> = {}): StoredResellerInvitation {
  return { email: "hello@unknown.example", state: "SENT", sentAt, expiresAt, closedAt: null, ...more };
}

it("waits 90 days of 24 hours, and reads as expired from that instant on", () => {
  expect(expiresAt.toString()).toBe("2026-10-30T10:00:00Z");
  expect(effectiveInvitationState(invitation(), expiresAt.subtract({ milliseconds: 1 }))).toBe("SENT");
  expect(effectiveInvitationState(invitation(), expiresAt)).toBe("EXPIRED");
  expect(effectiveInvitationState(invitation({ state: "CLAIMED" }), expiresAt)).toBe("CLAIMED");
});

it("an address is invited once at a time", () => {
  const now = at("2026-09-01T10:00:00Z");
  expect(mayInvite(null, now)).toEqual(succeed(null));
  expect(mayInvite(invitation(), now)).toEqual(
    refuse("REQUEST_OPEN", { reseller: "hello@unknown.example", date: "2026-08-01T10:00:00Z" }),
  );
  expect(mayInvite(invitation(), expiresAt)).toEqual(succeed(null));
});

it.each([
  { state: "CLAIMED", closedAt: at("2026-09-02T08:00:00Z"), time: "2026-09-02T08:00:00Z" },
  { state: "WITHDRAWN", closedAt: at("2026-09-02T08:00:00Z"), time: "2026-09-02T08:00:00Z" },
  { state: "EXPIRED", closedAt: expiresAt, time: "2026-10-30T10:00:00Z" },
] as const)("one that is $state cannot be taken back, and says since when", ({ state, closedAt, time }) => {
  const now = at("2026-11-22T10:00:00Z");
  const name = "hello@unknown.example";
  expect(stillInvited(invitation({ state, closedAt }), now)).toEqual(
    refuse("REQUEST_DECIDED", { outcome: state, time, name }),
  );
  expect(stillInvited(invitation(), at("2026-09-01T10:00:00Z"))).toEqual(succeed(null));
});
