import { expect, it } from "vitest";
import { closedSince, takesDealers } from "./country-availability";

const open = { state: "AVAILABLE", closedOn: null } as const;
const closing = { state: "CLOSED", closedOn: "2026-12-01" } as const;
const unoffered = { state: "NOT_OFFERED", closedOn: null } as const;

it.each([
  { name: "available", availability: open, today: "2026-11-24", takes: true, since: null },
  { name: "closes tomorrow", availability: closing, today: "2026-11-30", takes: true, since: null },
  { name: "closes today", availability: closing, today: "2026-12-01", takes: false, since: "2026-12-01" },
  { name: "closed", availability: closing, today: "2027-01-01", takes: false, since: "2026-12-01" },
  { name: "not offered", availability: unoffered, today: "2026-11-24", takes: false, since: null },
  { name: "nothing written", availability: null, today: "2026-11-24", takes: false, since: null },
])("$name: takes dealers $takes", ({ availability, today, takes, since }) => {
  expect(takesDealers(availability, today)).toBe(takes);
  expect(closedSince(availability, today)).toBe(since);
});
