import { describe, expect, it } from "vitest";
import { effectiveState, endOf, type Invitation, invitationEnd, invitationStates, mayAnswer } from "./invitation";

const sent = Temporal.Instant.from("2026-11-24T10:00:00Z");
const end = Temporal.Instant.from("2026-12-24T10:00:00Z");
const lastMoment = end.subtract({ milliseconds: 1 });

function offer(change: Partial<Invitation> = {}): Invitation {
  return { email: "ihor@pro.example", state: "INVITED", expiresAt: end, closedAt: null, ...change };
}

describe("an offer to join", () => {
  it("is open for 30 days of 24 hours, whatever clocks do in between", () => {
    expect(invitationEnd(sent).toString()).toBe(end.toString());
  });

  it("reads as expired from its very end on, if it was open until then", () => {
    expect(effectiveState(offer(), lastMoment)).toBe("INVITED");
    expect(effectiveState(offer(), end)).toBe("EXPIRED");
    expect(effectiveState(offer({ state: "WAITING" }), end)).toBe("EXPIRED");
    for (const state of ["ACCEPTED", "DECLINED", "REVOKED", "EXPIRED"] as const) {
      expect(effectiveState(offer({ state }), end)).toBe(state);
    }
  });

  it("ended when it was answered, or at its end", () => {
    expect(endOf(offer({ closedAt: sent }))).toBe(sent);
    expect(endOf(offer())).toBe(end);
  });

  it("can be answered while it is open, by its own address in any case", () => {
    expect(mayAnswer(offer(), "IHOR@pro.example", lastMoment)).toEqual({ ok: true, value: null });
    const answers = invitationStates.map((state) => {
      const answer = mayAnswer(offer({ state }), "ihor@pro.example", sent);
      return [state, answer.ok ? "OPEN" : answer.refusal];
    });
    expect(Object.fromEntries(answers)).toEqual({
      WAITING: "INVITATION_OVER",
      INVITED: "OPEN",
      ACCEPTED: "LINK_SPENT",
      DECLINED: "INVITATION_OVER",
      REVOKED: "INVITATION_OVER",
      EXPIRED: "INVITATION_OVER",
    });
  });

  it("tells another address nothing but that it is not theirs", () => {
    for (const state of invitationStates) {
      expect(mayAnswer(offer({ state }), "other@pro.example", end)).toEqual({
        ok: false,
        refusal: "INVITATION_NOT_YOURS",
      });
    }
  });
});
