import { expect, it } from "vitest";
import { hasStar, tileOf } from "./package-tile";
import { activePackage, at, endedPackage, expiringPackage } from "./testing/packages";

const activatedAt = at("2026-11-22T13:00:00Z");
const unconfirmed = { confirmBy: at("2026-11-23T13:00:00Z"), confirmedAt: null };
const online = { isHubOnline: true, isManagedElsewhere: false };
const offline = { isHubOnline: false, isManagedElsewhere: false };
const elsewhere = { isHubOnline: true, isManagedElsewhere: true };
const never = { status: "INACTIVE", ended: null } as const;

it.each([
  { of: "never had it", stored: never, facts: online, after: 0, tile: "ACTIVATION_REQUIRED" },
  {
    of: "stopped",
    stored: endedPackage("STOPPED", "2026-11-10T10:00:00Z"),
    facts: online,
    after: 0,
    tile: "ACTIVATION_REQUIRED",
  },
  { of: "run by another company", stored: never, facts: elsewhere, after: 0, tile: "MANAGED_ELSEWHERE" },
  { of: "confirmed", stored: activePackage(), facts: online, after: 0, tile: "ACTIVATED" },
  { of: "confirmed, offline", stored: activePackage(), facts: offline, after: 99, tile: "ACTIVATED" },
  { of: "just activated", stored: activePackage(unconfirmed), facts: online, after: 4.999, tile: "ACTIVATED" },
  { of: "no report after 5 s", stored: activePackage(unconfirmed), facts: online, after: 5, tile: "ACTIVATING" },
  { of: "activated offline", stored: activePackage(unconfirmed), facts: offline, after: 0, tile: "ACTIVATING" },
  {
    of: "never reported",
    stored: activePackage(unconfirmed),
    facts: online,
    after: 86_400,
    tile: "ACTIVATION_REQUIRED",
  },
  { of: "expiring", stored: expiringPackage(), facts: online, after: 0, tile: "EXPIRES_SOON" },
  {
    of: "expiring, unconfirmed",
    stored: expiringPackage(unconfirmed),
    facts: offline,
    after: 60,
    tile: "EXPIRES_SOON",
  },
  {
    of: "its month over, job late",
    stored: expiringPackage(),
    facts: online,
    after: 777_600,
    tile: "ACTIVATION_REQUIRED",
  },
])("$of, $after s later: $tile", ({ stored, facts, after, tile }) => {
  const now = activatedAt.add({ milliseconds: after * 1000 });
  expect(tileOf(stored, { ...facts, now })).toBe(tile);
  expect(hasStar(stored, now)).toBe(["ACTIVATED", "ACTIVATING", "EXPIRES_SOON"].includes(tile));
});
