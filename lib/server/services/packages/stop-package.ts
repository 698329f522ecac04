import type { Outcome } from "@/lib/domain/outcome";
import { type StopRefusal, stopNow } from "@/lib/domain/package-lifecycle";
import type { CompanyContext } from "@/lib/server/context";
import type { HubPackageRef } from "@/lib/server/store/hub-packages";
import { changePackage, scheduledEnd } from "./change-package";
import type { PackageReceipt } from "./receipt";

/** Applies {@link stopNow} to one hub's package: service, billing and the SIM's desired state end with this commit. */
export async function stopPackage(
  ctx: CompanyContext,
  ref: HubPackageRef,
): Promise<Outcome<PackageReceipt, StopRefusal>> {
  return changePackage(ctx, ref, { action: "package.stopped", decide: stopNow, boundary: scheduledEnd });
}
