import type { ActivationRefusal } from "@/lib/domain/activation-rules";

/** Who can do away with an obstacle; a message key below `packages.fix`. */
export type Fix = "own" | "managers" | "owner" | "other" | "panel";

const fixes: Partial<Record<ActivationRefusal, Fix>> = {
  NOT_ENROLLED: "owner",
  NO_RESELLER: "managers",
  RESELLER_NOT_USABLE: "managers",
  RESELLER_REQUIRED: "own",
  COUNTRY_CLOSED: "other",
  MANAGED_ELSEWHERE: "other",
  HUB_BUSY: "other",
  COOL_DOWN: "other",
  PACKAGE_ALREADY_LIVE: "panel",
};

/** Names who can fix an obstacle: for everything about a SIM, whoever stands at the hub. */
export function fixOf(code: ActivationRefusal): Fix {
  return fixes[code] ?? "own";
}
