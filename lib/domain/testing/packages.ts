import type { Active, End, Expiring, PackageState } from "../package-lifecycle";

export const at = (text: string) => Temporal.Instant.from(text);

/** A confirmed package in Kyiv, live since September, unless a test says otherwise. */
export function activePackage(changes: Partial<Active> = {}): Active {
  return {
    status: "ACTIVE",
    resellerId: "black-sea",
    billingZone: "Europe/Kyiv",
    confirmBy: null,
    confirmedAt: at("2026-09-10T08:00:00Z"),
    ...changes,
  };
}

/** The same, to end with November. */
export function expiringPackage(changes: Partial<Expiring> = {}): Expiring {
  const expiresAt = at("2026-11-30T22:00:00Z");
  return { ...activePackage(), status: "EXPIRING", expiresAt, endCause: "DEACTIVATED", ...changes };
}

export function endedPackage(reason: End["reason"], endedAt: string): PackageState {
  return { status: "INACTIVE", ended: { at: at(endedAt), reason } };
}
