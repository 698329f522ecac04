import { type Success, succeed } from "@/lib/domain/outcome";
import type { HubPackage } from "../../store/hub-packages";

/** What a package command answers: small and plain, so that it can be stored and given again to a repeat. */
export type PackageReceipt = { hubPackageId: string; version: number };

/** Makes the receipt that every verb on a package returns, and that a repeat of its command gets again. */
export function receiptOf(after: HubPackage): Success<PackageReceipt> {
  return succeed({ hubPackageId: after.id, version: after.version });
}
