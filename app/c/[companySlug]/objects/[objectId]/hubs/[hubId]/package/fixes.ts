import { can } from "@/lib/domain/permissions";
import type { EmployeeRole } from "@/lib/domain/roles";

/** Who can do away with an obstacle; a message key below `packages.fix`. */
type Fixer = "own" | "managers" | "owner" | "other";

/** Where it is done; a message key below `packages.fixLink`. */
type Place = "sim" | "resellers" | "enrollment";

export type Fix = { by: Fixer; link: { place: Place; href: string } | null };

const fixers: Record<string, [by: Fixer, place: Place | null]> = {
  NOT_ENROLLED: ["owner", "enrollment"],
  NO_RESELLER: ["managers", "resellers"],
  RESELLER_NOT_USABLE: ["managers", "resellers"],
  RESELLER_REQUIRED: ["own", null],
  CONNECTION_ENDS_FIRST: ["managers", "resellers"],
  COUNTRY_CLOSED: ["other", null],
  MANAGED_ELSEWHERE: ["other", null],
  HUB_BUSY: ["other", null],
  COOL_DOWN: ["other", null],
  PACKAGE_ALREADY_LIVE: ["own", null],
};

/** For everything about a SIM: whoever stands at the hub. */
const ofSim: [Fixer, Place] = ["own", "sim"];

/**
 * Names who can fix an obstacle and, for a viewer who may go there, the place to do it. `code` is of an obstacle of the
 * activation or of a refused act.
 */
export function fixOf(code: string, viewer: { companySlug: string; role: EmployeeRole }, hubHref: string): Fix {
  const [by, place] = fixers[code] ?? ofSim;
  const company = `/c/${viewer.companySlug}`;
  const hrefs: Record<Place, string> = {
    sim: `${hubHref}/sim`,
    resellers: `${company}/services/resellers`,
    enrollment: `${company}/company/services`,
  };
  const isOpen = place !== "resellers" || can({ role: viewer.role, side: "dealer" }, "connection:view");
  return { by, link: place && isOpen ? { place, href: hrefs[place] } : null };
}
