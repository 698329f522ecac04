import { describe, expect, it } from "vitest";
import {
  type ActivationFacts,
  type ActivationRefusal,
  activationObstacles,
  coolDownUntil,
  decideActivation,
} from "./activation-rules";
import { type RefusalParams, refuse, succeed } from "./outcome";
import { activePackage, at, expiringPackage } from "./testing/packages";

const now = at("2026-11-22T13:00:00Z");
const never = { status: "INACTIVE", ended: null } as const;
const open = { connectionId: "c-a", resellerId: "a", resellerName: "Black Sea Monitoring", state: "OPEN" } as const;
const other = { connectionId: "c-b", resellerId: "b", resellerName: "Meridian Group", state: "OPEN" } as const;
const sim = {
  simId: "sim-1",
  slot: 1,
  kind: "AJAX",
  condition: "OK",
  isServingOtherHub: false,
  isRetired: false,
  isNumberKnown: true,
} as const;
const live = { isOwn: true, activatedAt: at("2026-11-01T08:00:00Z"), activatedBy: "Olena" };
const thrice = ["2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z", "2026-11-22T12:00:00Z"].map(at);

function facts(changes: Partial<ActivationFacts> = {}): ActivationFacts {
  return {
    companyName: "Dnipro Guard",
    ownerName: "Olena",
    isEnrolled: true,
    country: "UA",
    countryClosedOn: null,
    billingZone: "Europe/Kyiv",
    connections: [open],
    sims: [sim],
    activeSlot: 1,
    isHubOnline: true,
    live: null,
    recentStops: [],
    recentActivations: [],
    busyUntil: null,
    ...changes,
  };
}

const fresh = activePackage({ resellerId: "a", confirmBy: at("2026-11-23T13:00:00Z"), confirmedAt: null });

describe("an activation", () => {
  it("settles payer, zone and SIM, and waits for the SIM", () => {
    expect(decideActivation(facts(), {}, never, now)).toEqual(succeed({ state: fresh, connection: open, sim }));
  });

  it("works on an offline hub whose SIM is known", () => {
    expect(decideActivation(facts({ isHubOnline: false }), {}, never, now).ok).toBe(true);
  });

  it("demands a choice among several resellers, which is no obstacle beforehand", () => {
    const several = facts({ connections: [open, other] });
    expect(activationObstacles(several, now)).toEqual([]);
    expect(decideActivation(several, {}, never, now)).toEqual(refuse("RESELLER_REQUIRED"));
    const decision = decideActivation(several, { resellerId: "b" }, never, now);
    expect(decision).toEqual(succeed({ state: { ...fresh, resellerId: "b" }, connection: other, sim }));
  });

  it.each([{ stored: activePackage() }, { stored: expiringPackage() }])(
    "is refused by the row itself where the facts were read too early: $stored.status",
    ({ stored }) => {
      expect(decideActivation(facts(), {}, stored, now)).toEqual(refuse("PACKAGE_ALREADY_LIVE"));
    },
  );
});

const hindrances: { changes: Partial<ActivationFacts>; code: ActivationRefusal; params: RefusalParams }[] = [
  { changes: { live }, code: "PACKAGE_ALREADY_LIVE", params: { date: "2026-11-01T08:00:00Z", name: "Olena" } },
  { changes: { live: { ...live, isOwn: false } }, code: "MANAGED_ELSEWHERE", params: {} },
  { changes: { busyUntil: at("2026-11-22T13:05:00Z") }, code: "HUB_BUSY", params: { time: "2026-11-22T13:05:00Z" } },
  { changes: { isEnrolled: false }, code: "NOT_ENROLLED", params: { company: "Dnipro Guard", owner: "Olena" } },
  {
    changes: { countryClosedOn: "2026-03-01" },
    code: "COUNTRY_CLOSED",
    params: { country: "UA", date: "2026-03-01" },
  },
  { changes: { connections: [] }, code: "NO_RESELLER", params: { company: "Dnipro Guard" } },
  {
    changes: { connections: [{ ...open, state: "ENDING" }] },
    code: "RESELLER_NOT_USABLE",
    params: { reseller: "Black Sea Monitoring", state: "ENDING" },
  },
  { changes: { sims: [] }, code: "SIM_MISSING", params: {} },
  { changes: { sims: [{ ...sim, condition: "PIN_LOCKED" }] }, code: "SIM_LOCKED", params: { slot: 1 } },
  {
    changes: { recentStops: thrice, recentActivations: thrice },
    code: "COOL_DOWN",
    params: { time: "2026-11-23T10:00:00Z" },
  },
];

describe("each obstacle is shown beforehand, and is what the command answers", () => {
  it.each(hindrances)("$code", ({ changes, code, params }) => {
    const hindered = facts(changes);
    expect(activationObstacles(hindered, now)).toEqual([{ code, params }]);
    expect(decideActivation(hindered, { resellerId: "a" }, never, now)).toEqual(refuse(code, params));
  });

  it("lists all of them at once, in a stable order", () => {
    const worst = facts({
      live,
      busyUntil: at("2026-11-22T13:05:00Z"),
      isEnrolled: false,
      countryClosedOn: "2026-03-01",
      connections: [],
      sims: [{ ...sim, kind: "OTHER_OPERATOR" }],
      recentStops: thrice,
      recentActivations: thrice,
    });
    expect(activationObstacles(worst, now).map(({ code }) => code)).toEqual([
      "PACKAGE_ALREADY_LIVE",
      "HUB_BUSY",
      "NOT_ENROLLED",
      "COUNTRY_CLOSED",
      "NO_RESELLER",
      "SIM_FOREIGN",
      "COOL_DOWN",
    ]);
  });

  it("forgets a transfer that is over", () => {
    expect(activationObstacles(facts({ busyUntil: now }), now)).toEqual([]);
  });
});

describe("the cool-down", () => {
  const early = at("2026-11-21T13:00:00Z");

  it.each([
    { case: "two rounds", stops: thrice.slice(1), activations: thrice, until: null },
    { case: "stopped three times, activated twice", stops: thrice, activations: thrice.slice(1), until: null },
    { case: "three rounds", stops: thrice, activations: thrice, until: "2026-11-23T10:00:00Z" },
    { case: "in any order", stops: [...thrice].reverse(), activations: thrice, until: "2026-11-23T10:00:00Z" },
    {
      case: "the earlier of both gives way",
      stops: thrice,
      activations: [at("2026-11-22T09:00:00Z"), ...thrice.slice(1)],
      until: "2026-11-23T09:00:00Z",
    },
    { case: "the oldest is 24 hours old", stops: [early, ...thrice.slice(1)], activations: thrice, until: null },
    {
      case: "one minute less",
      stops: [early.add({ minutes: 1 }), ...thrice.slice(1)],
      activations: thrice,
      until: "2026-11-22T13:01:00Z",
    },
    {
      case: "four rounds: the newest three count",
      stops: [early, ...thrice],
      activations: [early, ...thrice],
      until: "2026-11-23T10:00:00Z",
    },
  ])("$case", ({ stops, activations, until }) => {
    expect(coolDownUntil(stops, activations, now)?.toString() ?? null).toBe(until);
  });
});
