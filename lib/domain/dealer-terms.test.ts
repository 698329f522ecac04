import { describe, expect, it } from "vitest";
import { planTerms } from "./dealer-terms";

const now = Temporal.Instant.from("2026-11-22T13:00:00Z");
const open = { dealerName: "Dnipro Guard", endMonth: null, closedAt: null };
const agreed = [{ fromMonth: "2026-05", trialDays: 14, dealerFeeMinor: 320 }];

describe("other terms", () => {
  it("hold from the first month that has begun nowhere", () => {
    const wanted = { trialDays: 0, dealerFeeMinor: 350 };
    expect(planTerms(open, agreed, wanted, now)).toEqual({ ok: true, value: { ...wanted, fromMonth: "2026-12" } });
  });

  it("wait a month more once the 1st has begun in the easternmost zone", () => {
    const eve = Temporal.Instant.from("2026-11-30T10:00:00Z");
    expect(planTerms(open, agreed, { trialDays: 0, dealerFeeMinor: 320 }, eve)).toMatchObject({
      value: { fromMonth: "2027-01" },
    });
  });

  it("change nothing where the same is agreed, or planned, already", () => {
    const planned = [...agreed, { fromMonth: "2026-12", trialDays: 0, dealerFeeMinor: null }];
    expect(planTerms(open, agreed, { trialDays: 14, dealerFeeMinor: 320 }, now)).toEqual({ ok: true, value: null });
    expect(planTerms(open, planned, { trialDays: 0, dealerFeeMinor: null }, now)).toEqual({ ok: true, value: null });
    expect(planTerms(open, [], { trialDays: 0, dealerFeeMinor: null }, now)).toEqual({ ok: true, value: null });
  });

  it("take a planned change back", () => {
    const planned = [...agreed, { fromMonth: "2026-12", trialDays: 0, dealerFeeMinor: null }];
    const before = { trialDays: 14, dealerFeeMinor: 320 };
    expect(planTerms(open, planned, before, now)).toEqual({ ok: true, value: { ...before, fromMonth: "2026-12" } });
  });

  it("are refused where the connection ends before they would hold, but for a number alone", () => {
    const ending = { ...open, endMonth: "2026-11" };
    expect(planTerms(ending, agreed, { trialDays: 0, dealerFeeMinor: 320 }, now)).toEqual({
      ok: false,
      refusal: "ALREADY_ENDING",
      params: { date: "2026-11-30" },
    });
    expect(planTerms(ending, agreed, { trialDays: 14, dealerFeeMinor: 320 }, now).ok).toBe(true);
    expect(planTerms({ ...ending, endMonth: "2026-12" }, agreed, { trialDays: 0, dealerFeeMinor: 320 }, now).ok).toBe(
      true,
    );
  });

  it("are refused on a closed connection", () => {
    const closed = { ...open, closedAt: "2026-10-31T22:00:00Z" };
    expect(planTerms(closed, agreed, { trialDays: 14, dealerFeeMinor: 320 }, now)).toEqual({
      ok: false,
      refusal: "NOT_CONNECTED",
      params: { company: "Dnipro Guard", date: "2026-10-31T22:00:00Z" },
    });
  });
});
