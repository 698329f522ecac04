import { describe, expect, test } from "vitest";
import { changesBetween } from "./audit-changes";

const text = (value: string) => ({ kind: "TEXT", text: value });

describe("what an act changed", () => {
  test("an edit lists the fields that differ and no others", () => {
    expect(changesBetween({ name: "Old", phone: "1" }, { name: "New", phone: "1" })).toEqual([
      { field: "name", before: text("Old"), after: text("New") },
    ]);
  });

  test("a field set or emptied stands against nothing", () => {
    expect(changesBetween({ phone: null, address: "Main street 1" }, { phone: "1", address: "" })).toEqual([
      { field: "phone", before: null, after: text("1") },
      { field: "address", before: text("Main street 1"), after: null },
    ]);
  });

  test("a thing made lists what it has, a thing gone what it had", () => {
    expect(changesBetween(null, { name: "New", phone: null })).toEqual([
      { field: "name", before: null, after: text("New") },
    ]);
    expect(changesBetween({ name: "Old" }, null)).toEqual([{ field: "name", before: text("Old"), after: null }]);
  });

  test("what the newer snapshot leaves out did not change", () => {
    expect(changesBetween({ status: "INACTIVE", endReason: "STOPPED" }, { status: "ACTIVE" })).toEqual([
      { field: "status", before: { kind: "WORD", text: "INACTIVE" }, after: { kind: "WORD", text: "ACTIVE" } },
    ]);
  });

  test.each([
    ["role", "OWNER", "WORD"],
    ["expiresAt", "2026-12-01T00:00:00+02:00", "INSTANT"],
    ["expiresAt", "2026-11-30T22:00:00Z", "INSTANT"],
    ["closedOn", "2026-12-01", "DATE"],
    ["endMonth", "2026-12", "MONTH"],
    ["billingZone", "Europe/Kyiv", "ZONE"],
    ["country", "UA", "COUNTRY"],
    ["resellerId", "0199", "RESELLER"],
    ["toString", "x", "TEXT"],
  ])("%s with %s is told as %s", (field, value, kind) => {
    expect(changesBetween(null, { [field]: value })[0]?.after).toEqual({ kind, text: value });
  });

  test("lists, switches and numbers become one value", () => {
    const changes = changesBetween(null, { countries: ["UA", "IT"], takesRequests: false, trialDays: 14, tags: [] });
    expect(changes.map(({ after }) => after)).toEqual([
      { kind: "COUNTRY", text: "UA, IT" },
      { kind: "YES_NO", text: "NO" },
      text("14"),
    ]);
  });

  test("money is told with its currency, which is no change of its own", () => {
    expect(changesBetween({ feeMinor: null, currency: "EUR" }, { feeMinor: 350, currency: "EUR" })).toEqual([
      { field: "feeMinor", before: null, after: { kind: "MONEY", text: "350 EUR" } },
    ]);
    expect(changesBetween(null, { feeMinor: 350 })[0]?.after).toEqual(text("350"));
    expect(changesBetween(null, { currency: "EUR" })).toHaveLength(1);
  });

  test("keys of rows and versions are left out, and objects are opened", () => {
    expect(changesBetween(null, { id: "1", version: 2, accountId: "3", contact: { email: "a@b.example" } })).toEqual([
      { field: "email", before: null, after: text("a@b.example") },
    ]);
  });
});
