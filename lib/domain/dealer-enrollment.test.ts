import { expect, it } from "vitest";
import { decideEnrollment, type EnrollmentFacts } from "./dealer-enrollment";
import { refuse, succeed } from "./outcome";

const facts: EnrollmentFacts = {
  companyName: "Rhein Alarm",
  kind: "INSTALLATION",
  country: "DE",
  availability: { state: "AVAILABLE", closedOn: null },
  enrolledAt: null,
};
const enrolledAt = Temporal.Instant.from("2026-01-05T10:00:00Z");

it.each([
  { name: "installs", change: {}, expected: succeed(null) },
  { name: "installs and watches", change: { kind: "MIXED" }, expected: succeed(null) },
  { name: "only watches", change: { kind: "MONITORING" }, expected: refuse("COMPANY_KIND") },
  {
    name: "is in a country without services",
    change: { country: "NO", availability: { state: "NOT_OFFERED", closedOn: null } },
    expected: refuse("COUNTRY_UNAVAILABLE", { country: "NO" }),
  },
  {
    name: "is in a closed country",
    change: { country: "MT", availability: { state: "CLOSED", closedOn: "2026-03-01" } },
    expected: refuse("COUNTRY_UNAVAILABLE", { country: "MT" }),
  },
  {
    name: "is a dealer already, whatever its country says now",
    change: { enrolledAt, availability: null },
    expected: refuse("ALREADY_ENROLLED", { company: "Rhein Alarm", date: "2026-01-05T10:00:00Z" }),
  },
] as const)("a company that $name", ({ change, expected }) => {
  expect(decideEnrollment({ ...facts, ...change }, "2026-11-24")).toEqual(expected);
});
