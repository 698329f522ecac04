import { startOfNextMonth } from "@/lib/domain/billing-month";
import type { Outcome } from "@/lib/domain/outcome";
import { type DeactivationRefusal, deactivate, isLive } from "@/lib/domain/package-lifecycle";
import type { CompanyContext } from "@/lib/server/context";
import type { HubPackageRef } from "@/lib/server/store/hub-packages";
import { changePackage } from "./change-package";
import type { PackageReceipt } from "./receipt";

/** Applies {@link deactivate} to one hub's package: off with the month, services run on until then. */
export async function deactivatePackage(
  ctx: CompanyContext,
  ref: HubPackageRef,
): Promise<Outcome<PackageReceipt, DeactivationRefusal>> {
  return changePackage(ctx, ref, {
    action: "package.expiry_scheduled",
    decide: deactivate,
    boundary: (stored, now) => (isLive(stored) ? startOfNextMonth(now, stored.billingZone) : null),
  });
}
