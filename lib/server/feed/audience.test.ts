import { describe, expect, it } from "vitest";
import type { CompanySide, EmployeeRole } from "@/lib/domain/roles";
import { mayHear, mayHearSignal, type Reader, toLiveChange } from "./audience";
import type { Change } from "./changes";

const own = "own";
const other = "other";

function reader(side: CompanySide, role: EmployeeRole): Reader {
  return { accountId: "me", isAdmin: false, place: { companyId: own, side, role, clockId: "clock", reach: null } };
}

function change(kind: string, parties: Partial<Change> = {}): Change {
  const ids = { id: "1", subjectId: "2", hubKey: "hub", hubId: "0A1B2C3D", objectId: "3", xid: "4" };
  return { ...ids, kind, companyId: own, counterpartId: null, ...parties };
}

describe("who hears of a change", () => {
  it.each<[string, CompanySide, EmployeeRole, boolean]>([
    ["package.activated", "dealer", "INSTALLER", true],
    ["hub.update", "dealer", "INSTALLER", true],
    ["start.planned", "dealer", "INSTALLER", true],
    ["key.created", "dealer", "OWNER", true],
    ["key.created", "dealer", "INSTALLER", false],
    ["sim.reported", "dealer", "INSTALLER", true],
    ["object.created", "dealer", "INSTALLER", true],
    ["company.updated", "dealer", "INSTALLER", true],
    ["connection.approved", "dealer", "INSTALLER", false],
    ["employee.joined", "dealer", "INSTALLER", false],
    ["invitation.declined", "dealer", "SERVICE_MANAGER", true],
    ["connection.approved", "dealer", "SERVICE_MANAGER", true],
    ["connection.requested", "reseller", "SERVICE_MANAGER", true],
    ["move.requested", "dealer", "SERVICE_MANAGER", true],
    ["move.requested", "dealer", "INSTALLER", false],
    ["package.activated", "reseller", "OWNER", false],
    ["hub.update", "reseller", "OWNER", false],
    ["employee.joined", "reseller", "OWNER", true],
    ["session.started", "dealer", "OWNER", false],
    ["a kind without a page", "dealer", "OWNER", false],
  ])("%s of the own company: %s %s %s", (kind, side, role, hears) =>
    expect(mayHear(reader(side, role), change(kind))).toBe(hears),
  );

  it.each<[string, CompanySide, boolean]>([
    ["package.activated", "reseller", true],
    ["package.activated", "dealer", false],
    ["connection.approved", "dealer", true],
    ["connection.requested", "reseller", true],
    ["move.requested", "reseller", true],
    ["move.approved", "dealer", true],
    ["employee.joined", "reseller", false],
    ["hub.update", "reseller", false],
  ])("%s of another company that names this one: %s %s", (kind, side, hears) => {
    const theirs = change(kind, { companyId: other, counterpartId: own });
    expect(mayHear(reader(side, "OWNER"), theirs)).toBe(hears);
  });

  it.each<[string, Partial<Change>, boolean]>([
    ["package.activated", {}, true],
    ["hub.update", { hubKey: "another" }, false],
    ["object.assigned", { hubKey: null, subjectId: "object" }, true],
    ["object.created", { hubKey: null, subjectId: "another" }, false],
    ["sim.reported", { hubKey: null }, false],
    ["company.updated", { hubKey: null }, true],
  ])("somebody who reaches assigned objects only: %s of %o %s", (kind, parts, hears) => {
    const narrowed = reader("dealer", "INSTALLER");
    const place = narrowed.place && { ...narrowed.place, reach: ["hub", "object"] };
    expect(mayHear({ ...narrowed, place }, change(kind, parts))).toBe(hears);
  });

  it("nobody hears of strangers, and the personal account of no company", () => {
    const theirs = change("package.activated", { companyId: other, counterpartId: "third" });
    expect(mayHear(reader("dealer", "OWNER"), theirs)).toBe(false);
    expect(mayHear(reader("reseller", "OWNER"), theirs)).toBe(false);
    expect(mayHear({ accountId: "me", isAdmin: false, place: null }, change("package.activated"))).toBe(false);
  });

  it("the platform's pages show the simulated fleet, whoever's it is, and nothing else of companies", () => {
    const admin: Reader = { accountId: "me", isAdmin: true, place: null };
    expect(mayHear(admin, change("hub.update"))).toBe(true);
    expect(mayHear(admin, change("fault.lifted"))).toBe(true);
    expect(mayHear(admin, change("employee.joined"))).toBe(false);
    expect(toLiveChange(admin, change("hub.update"))).toMatchObject({ hub: "0A1B2C3D" });
  });

  it("says where only to whom the hub belongs", () => {
    const told = change("package.activated", { companyId: other, counterpartId: own });
    expect(toLiveChange(reader("reseller", "OWNER"), told)).toEqual({
      id: "1",
      kind: told.kind,
      subject: "2",
      xid: "4",
    });
    expect(toLiveChange(reader("dealer", "OWNER"), change("hub.update"))).toMatchObject({
      hub: "0A1B2C3D",
      object: "3",
    });
  });
});

describe("who hears a signal", () => {
  const admin: Reader = { accountId: "me", isAdmin: true, place: null };
  const employee = reader("dealer", "INSTALLER");

  it("a bell is its person's, or everybody's", () => {
    expect(mayHearSignal(employee, { name: "bell", accountIds: ["you", "me"] })).toBe(true);
    expect(mayHearSignal(employee, { name: "bell", accountIds: ["you"] })).toBe(false);
    expect(mayHearSignal(employee, { name: "bell", accountIds: null })).toBe(true);
  });

  it("a clock is its companies' and the platform's", () => {
    expect(mayHearSignal(employee, { name: "clock", clockId: "clock" })).toBe(true);
    expect(mayHearSignal(employee, { name: "clock", clockId: "another" })).toBe(false);
    expect(mayHearSignal(admin, { name: "clock", clockId: "another" })).toBe(true);
  });

  it("month rollovers are the platform's", () => {
    expect(mayHearSignal(admin, { name: "rollover" })).toBe(true);
    expect(mayHearSignal(employee, { name: "rollover" })).toBe(false);
  });
});
