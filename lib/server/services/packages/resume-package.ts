import type { Outcome } from "@/lib/domain/outcome";
import { type ResumeRefusal, resume } from "@/lib/domain/package-lifecycle";
import type { CompanyContext } from "@/lib/server/context";
import type { HubPackageRef } from "@/lib/server/store/hub-packages";
import { changePackage, scheduledEnd } from "./change-package";
import type { PackageReceipt } from "./receipt";

/** Applies {@link resume} to one hub's package: nothing ends on the 1st any more, unless its connection does. */
export async function resumePackage(
  ctx: CompanyContext,
  ref: HubPackageRef,
): Promise<Outcome<PackageReceipt, ResumeRefusal>> {
  return changePackage(ctx, ref, {
    action: "package.resumed",
    decide: (stored, now, latest) => resume(stored, now, latest?.connectionEnd ?? null),
    boundary: scheduledEnd,
  });
}
