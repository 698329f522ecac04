import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refuse, succeed } from "./outcome";
import {
  activate,
  type ConnectionEnd,
  confirmByReport,
  deactivate,
  dueEnd,
  effectiveState,
  endWithConnection,
  expire,
  failActivation,
  keepWithConnection,
  type PackageState,
  resume,
  stopNow,
} from "./package-lifecycle";
import { activePackage, at, endedPackage, expiringPackage } from "./testing/packages";

const now = at("2026-11-22T13:00:00Z");
const november = at("2026-11-30T22:00:00Z");
const december = at("2026-12-31T22:00:00Z");
const confirmBy = at("2026-11-23T10:00:00Z");
const unconfirmed = { confirmBy, confirmedAt: null };
const terms = { resellerId: "black-sea", billingZone: "Europe/Kyiv" };
const endsWithDecember: ConnectionEnd = { endMonth: "2026-12", resellerName: "Black Sea Monitoring" };
const endsWithNovember: ConnectionEnd = { endMonth: "2026-11", resellerName: "Black Sea Monitoring" };
const byConnection = { endCause: "CONNECTION", expiresAt: december } as const;

const never: PackageState = { status: "INACTIVE", ended: null };
const stopped = endedPackage("STOPPED", "2026-11-10T10:00:00Z");
const moved = endedPackage("MOVED", "2026-10-31T22:00:00Z");
const failed = endedPackage("ACTIVATION_FAILED", "2026-11-10T10:00:00Z");
const expired = endedPackage("EXPIRED", "2026-10-31T22:00:00Z");
/** Rows that the jobs have not reached yet. */
const overdue = expiringPackage({ expiresAt: at("2026-10-31T22:00:00Z") });
const neverReported = activePackage({ confirmBy: at("2026-11-22T13:00:00Z"), confirmedAt: null });

const instant = "2026-11-30T22:00:00Z";
const zone = "Europe/Kyiv";

describe("activate", () => {
  const fresh = activePackage({ confirmBy: at("2026-11-23T13:00:00Z"), confirmedAt: null });

  it.each([
    { from: "never had it", stored: never },
    { from: "stopped", stored: stopped },
    { from: "moved", stored: moved },
    { from: "activation failed", stored: failed },
    { from: "expired", stored: expired },
    { from: "past its end, job late", stored: overdue },
    { from: "past confirmBy, job late", stored: neverReported },
  ])("starts a run that must be confirmed within 24 hours: $from", ({ stored }) => {
    expect(activate(stored, terms, now)).toEqual(succeed(fresh));
  });

  it.each([{ stored: activePackage() }, { stored: expiringPackage() }])("refuses a live hub: $stored.status", (row) => {
    expect(activate(row.stored, terms, now)).toEqual(refuse("PACKAGE_ALREADY_LIVE"));
  });
});

describe("deactivate", () => {
  it.each([
    { pressed: "2026-11-30T21:59:59Z", zone: "Europe/Kyiv", ends: "2026-11-30T22:00:00Z" },
    { pressed: "2026-11-30T22:00:00Z", zone: "Europe/Kyiv", ends: "2026-12-31T22:00:00Z" },
    { pressed: "2026-10-10T12:00:00Z", zone: "America/Havana", ends: "2026-11-01T04:00:00Z" }, // Midnight comes twice.
    { pressed: "2017-09-10T12:00:00Z", zone: "America/Asuncion", ends: "2017-10-01T04:00:00Z" }, // Midnight is skipped.
  ])("deactivated at $pressed in $zone, a package ends at $ends", ({ pressed, zone, ends }) => {
    const expected = expiringPackage({ billingZone: zone, expiresAt: at(ends) });
    expect(deactivate(activePackage({ billingZone: zone }), at(pressed))).toEqual(succeed(expected));
  });

  it("keeps the wait for the SIM's report", () => {
    const expected = expiringPackage(unconfirmed);
    expect(deactivate(activePackage(unconfirmed), now)).toEqual(succeed(expected));
  });

  it("brings a later end forward that comes from the connection", () => {
    expect(deactivate(expiringPackage(byConnection), now)).toEqual(succeed(expiringPackage()));
  });

  it.each([
    { why: "decided before", stored: expiringPackage() },
    { why: "the connection ends with this month", stored: expiringPackage({ endCause: "CONNECTION" }) },
  ])("refuses a second end: $why", ({ stored }) => {
    expect(deactivate(stored, now)).toEqual(refuse("PACKAGE_ALREADY_EXPIRING", { instant, zone }));
  });

  it.each([
    { stored: never },
    { stored: stopped },
    { stored: expired },
    { stored: overdue },
    { stored: neverReported },
  ])("refuses what does not run: $stored", ({ stored }) => {
    expect(deactivate(stored, now)).toEqual(refuse("PACKAGE_NOT_ACTIVE"));
  });

  it("leaves an end decided for the hub itself, even where zone data has since moved the month", () => {
    const later = { instant: december.toString(), zone };
    expect(deactivate(expiringPackage({ expiresAt: december }), now)).toEqual(
      refuse("PACKAGE_ALREADY_EXPIRING", later),
    );
  });
});

describe("resume", () => {
  it("takes the end back until the last millisecond", () => {
    expect(resume(expiringPackage(), at("2026-11-30T21:59:59.999Z"), null)).toEqual(succeed(activePackage()));
  });

  it("keeps the wait for the SIM's report", () => {
    expect(resume(expiringPackage(unconfirmed), now, null)).toEqual(succeed(activePackage(unconfirmed)));
  });

  it("is too late from the end on, whether the job ran or not", () => {
    const ended: PackageState = { status: "INACTIVE", ended: { at: november, reason: "EXPIRED" } };
    expect(resume(expiringPackage(), november, null)).toEqual(refuse("RESUME_TOO_LATE", { instant, zone }));
    expect(resume(ended, november, null)).toEqual(refuse("RESUME_TOO_LATE", { instant }));
  });

  it.each([{ stored: never }, { stored: stopped }, { stored: moved }, { stored: failed }, { stored: neverReported }])(
    "has nothing to resume: $stored",
    ({ stored }) => {
      expect(resume(stored, now, null)).toEqual(refuse("PACKAGE_NOT_ACTIVE"));
    },
  );

  it("refuses a package without an end", () => {
    expect(resume(activePackage(), now, null)).toEqual(refuse("PACKAGE_NOT_EXPIRING"));
  });

  it("reaches to the end of a connection that is ending", () => {
    expect(resume(expiringPackage(), now, endsWithDecember)).toEqual(succeed(expiringPackage(byConnection)));
  });

  it.each([
    { why: "set by the connection", stored: expiringPackage(byConnection), end: endsWithDecember, date: december },
    { why: "the same instant by own choice", stored: expiringPackage(), end: endsWithNovember, date: november },
  ])("refuses where the package already ends with the connection: $why", ({ stored, end, date }) => {
    const params = { reseller: "Black Sea Monitoring", date: date.toString(), zone };
    expect(resume(stored, now, end)).toEqual(refuse("CONNECTION_ENDS_FIRST", params));
  });
});

describe("stop now", () => {
  it.each([
    { stored: activePackage() },
    { stored: expiringPackage() },
    { stored: expiringPackage(byConnection) },
    { stored: activePackage(unconfirmed) },
  ])("ends at the click: $stored.status", ({ stored }) => {
    expect(stopNow(stored, now)).toEqual(succeed({ status: "INACTIVE", ended: { at: now, reason: "STOPPED" } }));
  });

  it.each([
    { stored: never },
    { stored: stopped },
    { stored: expired },
    { stored: overdue },
    { stored: neverReported },
  ])("refuses what does not run: $stored", ({ stored }) => {
    expect(stopNow(stored, now)).toEqual(refuse("PACKAGE_NOT_ACTIVE"));
  });
});

describe("ends that time brings", () => {
  const failsFirst = expiringPackage(unconfirmed);

  it.each([
    { what: "before the end", stored: expiringPackage(), when: "2026-11-30T21:59:59.999Z", reason: null },
    { what: "at the end", stored: expiringPackage(), when: "2026-11-30T22:00:00Z", reason: "EXPIRED" },
    { what: "long after", stored: expiringPackage(), when: "2027-03-01T00:00:00Z", reason: "EXPIRED" },
    { what: "before confirmBy", stored: failsFirst, when: "2026-11-23T09:59:59.999Z", reason: null },
    { what: "at confirmBy", stored: failsFirst, when: "2026-11-23T10:00:00Z", reason: "ACTIVATION_FAILED" },
    {
      what: "past both: the first counts",
      stored: failsFirst,
      when: "2026-12-05T00:00:00Z",
      reason: "ACTIVATION_FAILED",
    },
    { what: "without any end", stored: activePackage(), when: "2036-01-01T00:00:00Z", reason: null },
  ])("$what: $reason", ({ stored, when, reason }) => {
    const moment = at(when);
    const end = dueEnd(stored, moment);
    expect(end?.reason ?? null).toBe(reason);
    expect(effectiveState(stored, moment)).toEqual(end ? { status: "INACTIVE", ended: end } : stored);
    expect(expire(stored, moment) === stored).toBe(reason !== "EXPIRED");
    expect(failActivation(stored, moment) === stored).toBe(reason !== "ACTIVATION_FAILED");
  });

  it("counts from the stored instant, not from the job's time", () => {
    const late = at("2026-12-09T03:00:00Z");
    expect(expire(expiringPackage(), late)).toEqual({ status: "INACTIVE", ended: { at: november, reason: "EXPIRED" } });
    expect(failActivation(failsFirst, late)).toEqual({
      status: "INACTIVE",
      ended: { at: confirmBy, reason: "ACTIVATION_FAILED" },
    });
  });

  it("leaves ended packages alone", () => {
    for (const ended of [never, stopped, moved, failed, expired]) {
      expect(expire(ended, now)).toBe(ended);
      expect(failActivation(ended, now)).toBe(ended);
      expect(effectiveState(ended, now)).toBe(ended);
    }
  });
});

describe("the SIM's first report", () => {
  it("confirms a live run once", () => {
    const confirmed = { confirmBy: null, confirmedAt: now };
    expect(confirmByReport(activePackage(unconfirmed), now)).toEqual(activePackage(confirmed));
    expect(confirmByReport(expiringPackage(unconfirmed), now)).toEqual(expiringPackage(confirmed));
  });

  it.each([
    { why: "already confirmed", stored: activePackage() },
    { why: "already confirmed, expiring", stored: expiringPackage() },
    { why: "too late by nothing", stored: neverReported },
    { why: "past the end", stored: overdue },
    { why: "stopped", stored: stopped },
  ])("changes nothing: $why", ({ stored }) => {
    expect(confirmByReport(stored, now)).toBe(stored);
  });
});

describe("a connection that ends", () => {
  it("gives its packages an end of their own zone, and takes it back when kept", () => {
    const expiring = endWithConnection(activePackage(), now, "2026-12");
    expect(expiring).toEqual(expiringPackage(byConnection));
    expect(keepWithConnection(expiring, now)).toEqual(activePackage());
    const inAuckland = endWithConnection(activePackage({ billingZone: "Pacific/Auckland" }), now, "2026-12");
    expect(inAuckland).toEqual(
      expiringPackage({ ...byConnection, billingZone: "Pacific/Auckland", expiresAt: at("2026-12-31T11:00:00Z") }),
    );
  });

  it("leaves an earlier end, and what does not run", () => {
    for (const stored of [expiringPackage(), overdue, neverReported, never, stopped]) {
      expect(endWithConnection(stored, now, "2026-12")).toBe(stored);
      expect(keepWithConnection(stored, now)).toBe(stored);
    }
  });

  it("does not take over an end at the same instant, so that keeping the connection leaves it", () => {
    const stored = expiringPackage();
    expect(endWithConnection(stored, now, "2026-11")).toBe(stored);
  });
});

it("an end is the first of a month in the package's zone, after the press and at most 31 days and a clock change away", () => {
  const zones = Intl.supportedValuesOf("timeZone");
  const pressed = fc.date({
    min: new Date("1990-01-01T00:00:00Z"),
    max: new Date("2045-12-01T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(fc.constantFrom(...zones), pressed, (billingZone, date) => {
      const moment = date.toTemporalInstant();
      const decision = deactivate(activePackage({ billingZone }), moment);
      if (!decision.ok) throw new Error(decision.refusal);
      const { expiresAt } = decision.value;
      expect(Temporal.Instant.compare(expiresAt, moment)).toBe(1);
      expect(expiresAt.since(moment).total("hours")).toBeLessThanOrEqual(31 * 24 + 24);
      expect(expiresAt.toZonedDateTimeISO(billingZone).day).toBe(1);
      expect(expiresAt.subtract({ milliseconds: 1 }).toZonedDateTimeISO(billingZone).day).not.toBe(1);
      expect(effectiveState(decision.value, expiresAt).status).toBe("INACTIVE");
      expect(effectiveState(decision.value, expiresAt.subtract({ nanoseconds: 1 })).status).toBe("EXPIRING");
    }),
    { numRuns: 2000 },
  );
});
