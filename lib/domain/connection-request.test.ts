import { describe, expect, it } from "vitest";
import {
  askAgainFrom,
  effectiveStatus,
  mayRequest,
  remindFrom,
  requestExpiry,
  type StoredRequest,
  stillWaits,
} from "./connection-request";
import { isRefusal } from "./outcome";

const at = (text: string) => Temporal.Instant.from(text);
const now = at("2026-11-22T10:00:00Z");

function request(more: Partial<StoredRequest> = {}): StoredRequest {
  const sentAt = at("2026-11-20T10:00:00Z");
  return {
    status: "PENDING",
    sentAt,
    expiresAt: requestExpiry(sentAt),
    decidedAt: null,
    decidedBy: null,
    remindedAt: null,
    reopenedAt: null,
    isConnected: false,
    ...more,
  };
}

const decided = { decidedAt: at("2026-11-22T09:00:00Z"), decidedBy: "Olena Moroz" };

describe("sending", () => {
  it.each([
    { last: null, refusal: null },
    { last: request(), refusal: "REQUEST_OPEN" },
    { last: request({ expiresAt: now }), refusal: null },
    { last: request({ ...decided, status: "APPROVED", isConnected: true }), refusal: "ALREADY_CONNECTED" },
    { last: request({ ...decided, status: "APPROVED", isConnected: false }), refusal: null },
    { last: request({ ...decided, status: "DECLINED" }), refusal: "ASK_AGAIN_LATER" },
    { last: request({ ...decided, status: "DECLINED", reopenedAt: now }), refusal: null },
    { last: request({ status: "DECLINED", decidedAt: now.subtract({ hours: 24 }) }), refusal: null },
    { last: request({ ...decided, status: "WITHDRAWN" }), refusal: null },
    { last: request({ ...decided, status: "EXPIRED" }), refusal: null },
  ])("after $last.status: $refusal", ({ last, refusal }) => {
    const outcome = mayRequest(last, "Harbor Watch", now);
    expect(isRefusal(outcome) ? outcome.refusal : null).toBe(refusal);
  });

  it("names the instant from which a declined dealer may ask", () => {
    const declined = request({ ...decided, status: "DECLINED" });
    expect(askAgainFrom(declined, now)?.toString()).toBe("2026-11-23T09:00:00Z");
    expect(askAgainFrom(declined, at("2026-11-23T09:00:00Z"))).toBeNull();
  });
});

describe("deciding", () => {
  it("works while the request waits, and not at the instant its 90 days are over", () => {
    const { expiresAt } = request();
    expect(stillWaits(request(), expiresAt.subtract({ milliseconds: 1 })).ok).toBe(true);
    expect(stillWaits(request(), expiresAt).ok).toBe(false);
    expect(effectiveStatus(request(), expiresAt)).toBe("EXPIRED");
  });

  it("tells the second of two who decided", () => {
    const outcome = stillWaits(request({ ...decided, status: "APPROVED" }), now);
    expect(outcome).toEqual({
      ok: false,
      refusal: "REQUEST_DECIDED",
      params: { outcome: "APPROVED", time: "2026-11-22T09:00:00Z", name: "Olena Moroz" },
    });
  });
});

it("recalls a request once in seven days", () => {
  const reminded = request({ remindedAt: at("2026-11-16T10:00:00Z") });
  expect(remindFrom(request(), now)).toBeNull();
  expect(remindFrom(reminded, now)?.toString()).toBe("2026-11-23T10:00:00Z");
  expect(remindFrom(reminded, at("2026-11-23T10:00:00Z"))).toBeNull();
});
