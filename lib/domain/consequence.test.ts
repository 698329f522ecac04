import { describe, expect, it } from "vitest";
import { type ConsequenceFacts, foresee, type PackageVerb, type VerbRefusal } from "./consequence";
import { type Outcome, refuse, succeed } from "./outcome";
import { activate, deactivate, type PackageState, resume, stopNow } from "./package-lifecycle";
import { activePackage, at, endedPackage, expiringPackage } from "./testing/packages";

const now = at("2026-11-22T13:00:00Z");
const november = at("2026-11-30T22:00:00Z");
const december = at("2026-12-31T22:00:00Z");
const blackSea = { resellerId: "black-sea", resellerName: "Black Sea Monitoring" };
const meridian = { resellerId: "meridian", resellerName: "Meridian Group" };
const features = ["cellular", "photo-verification"];

function facts(changes: Partial<ConsequenceFacts> = {}): ConsequenceFacts {
  const { resellerId } = meridian;
  const never: PackageState = { status: "INACTIVE", ended: null };
  const terms = { billingZone: "Europe/Rome", resellerId, connectionEnd: null };
  return { stored: never, features, chargedThisMonth: [], ...terms, ...changes };
}

/** Live packages stand on their own terms: Kyiv and Black Sea, whatever a new activation would bring. */
const ofThePackage = { zone: "Europe/Kyiv", resellerId: "black-sea", features, otherPayersThisMonth: [] };

describe("the consequence card", () => {
  it("of Activate: from now on, charged for the whole month, ends by Deactivate", () => {
    expect(foresee("activate", facts(), now)).toEqual(
      succeed({
        verb: "activate",
        zone: "Europe/Rome",
        resellerId: "meridian",
        startsAt: now,
        runsUntil: null,
        offAt: null,
        isReversible: false,
        wayBack: "DEACTIVATE",
        wayBackUntil: null,
        features,
        isMonthChargedAlready: false,
        otherPayersThisMonth: [],
      }),
    );
  });

  it("of Deactivate: until the month's end, and Resume until then", () => {
    const stored = activePackage();
    expect(foresee("deactivate", facts({ stored, chargedThisMonth: [blackSea] }), now)).toEqual(
      succeed({
        ...ofThePackage,
        verb: "deactivate",
        startsAt: null,
        runsUntil: november,
        offAt: november,
        isReversible: true,
        wayBack: "RESUME",
        wayBackUntil: november,
        isMonthChargedAlready: true,
      }),
    );
  });

  it("of Activate after a run whose end no job has written yet: on the new terms", () => {
    const stored = expiringPackage({ expiresAt: at("2026-10-31T22:00:00Z") });
    const card = foresee("activate", facts({ stored }), now);
    expect(card.ok && [card.value.zone, card.value.resellerId]).toEqual(["Europe/Rome", "meridian"]);
  });

  it("of Resume: no end, or the connection's", () => {
    const stored = expiringPackage();
    const resumed = {
      ...ofThePackage,
      verb: "resume",
      startsAt: null,
      isReversible: true,
      wayBack: "DEACTIVATE",
      isMonthChargedAlready: false,
    };
    const connectionEnd = { endMonth: "2026-12", resellerName: "Black Sea Monitoring" } as const;
    const open = { runsUntil: null, offAt: null, wayBackUntil: null };
    const ending = { runsUntil: december, offAt: december, wayBackUntil: december };
    expect(foresee("resume", facts({ stored }), now)).toEqual(succeed({ ...resumed, ...open }));
    expect(foresee("resume", facts({ stored, connectionEnd }), now)).toEqual(succeed({ ...resumed, ...ending }));
  });

  it("of Stop now: off at the press, no undo, Activate anew", () => {
    expect(foresee("stopNow", facts({ stored: expiringPackage() }), now)).toEqual(
      succeed({
        ...ofThePackage,
        verb: "stopNow",
        startsAt: null,
        runsUntil: null,
        offAt: now,
        isReversible: false,
        wayBack: "ACTIVATE_AGAIN",
        wayBackUntil: null,
        isMonthChargedAlready: false,
      }),
    );
  });

  it.each([
    { chosen: "meridian", charged: [], already: false, others: [] },
    { chosen: "meridian", charged: [meridian], already: true, others: [] },
    { chosen: "meridian", charged: [blackSea], already: false, others: [blackSea] },
    { chosen: "meridian", charged: [blackSea, meridian], already: true, others: [blackSea] },
    { chosen: null, charged: [blackSea], already: false, others: [blackSea] },
  ])("says first who else pays for the month: $chosen chosen, $charged", ({ chosen, charged, already, others }) => {
    const stored = endedPackage("STOPPED", "2026-11-10T10:00:00Z");
    const card = foresee("activate", facts({ stored, resellerId: chosen, chargedThisMonth: charged }), now);
    if (!card.ok) throw new Error(card.refusal);
    expect([card.value.isMonthChargedAlready, card.value.otherPayersThisMonth]).toEqual([already, others]);
  });
});

describe("card and command agree", () => {
  const terms = { resellerId: "meridian", billingZone: "Europe/Rome" };
  type Command = (stored: PackageState, when: Temporal.Instant) => Outcome<PackageState, VerbRefusal>;
  const commands: Record<PackageVerb, Command> = {
    activate: (stored, when) => activate(stored, terms, when),
    deactivate,
    resume: (stored, when) => resume(stored, when, null),
    stopNow,
  };
  const states: PackageState[] = [
    facts().stored,
    endedPackage("EXPIRED", "2026-10-31T22:00:00Z"),
    activePackage(),
    activePackage({ confirmBy: at("2026-11-23T10:00:00Z"), confirmedAt: null }),
    expiringPackage(),
    expiringPackage({ expiresAt: december, endCause: "CONNECTION" }),
  ];
  const moments = ["2026-11-22T13:00:00Z", "2026-11-30T21:59:59Z", "2026-11-30T22:00:00Z", "2027-01-01T00:00:00Z"].map(
    at,
  );

  it.each(["activate", "deactivate", "resume", "stopNow"] as const)("%s", (verb) => {
    for (const stored of states) {
      for (const when of moments) {
        const card = foresee(verb, facts({ stored }), when);
        const result = commands[verb](stored, when);
        if (!result.ok) {
          expect(card).toEqual(refuse(result.refusal, result.params));
          continue;
        }
        const { value } = result;
        const end =
          value.status === "EXPIRING" ? value.expiresAt : value.status === "INACTIVE" ? value.ended?.at : null;
        expect(card.ok && card.value.offAt).toEqual(end);
      }
    }
  });
});
