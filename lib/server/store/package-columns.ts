import { toDate, toDateOrNull, toInstant, toInstantOrNull } from "@/lib/clock";
import type { EndCause, EndReason, PackageState, PackageStatus } from "@/lib/domain/package-lifecycle";

/** The columns that hold a package's state, as they stand in a row. */
export type PackageColumns = {
  status: PackageStatus;
  resellerId: string;
  billingZone: string;
  confirmBy: Date | null;
  confirmedAt: Date | null;
  expiresAt: Date | null;
  endCause: EndCause | null;
  endedAt: Date | null;
  endReason: EndReason | null;
};

/** Reads a row as domain state. Throws where status and columns disagree, which the table's check rules out. */
export function toPackageState(row: PackageColumns): PackageState {
  const { resellerId, billingZone } = row;
  const terms = {
    resellerId,
    billingZone,
    confirmBy: toInstantOrNull(row.confirmBy),
    confirmedAt: toInstantOrNull(row.confirmedAt),
  };
  switch (row.status) {
    case "ACTIVE":
      return { status: "ACTIVE", ...terms };
    case "EXPIRING":
      if (!row.expiresAt || !row.endCause) throw new Error("An expiring package has no end.");
      return { status: "EXPIRING", ...terms, expiresAt: toInstant(row.expiresAt), endCause: row.endCause };
    case "INACTIVE":
      if (!row.endedAt || !row.endReason) throw new Error("An ended package has no end.");
      return { status: "INACTIVE", ended: { at: toInstant(row.endedAt), reason: row.endReason } };
  }
}

/** What of a state is written over a live row. Terms other than the confirmation are frozen and left out. */
export type StateColumns = Pick<
  PackageColumns,
  "status" | "confirmBy" | "confirmedAt" | "expiresAt" | "endCause" | "endedAt" | "endReason"
>;

/** Turns a state into columns. An ended row keeps the confirmation it had. */
export function toStateColumns(state: PackageState, before: PackageState): StateColumns {
  if (state.status !== "INACTIVE") {
    return {
      status: state.status,
      confirmBy: toDateOrNull(state.confirmBy),
      confirmedAt: toDateOrNull(state.confirmedAt),
      expiresAt: state.status === "EXPIRING" ? toDate(state.expiresAt) : null,
      endCause: state.status === "EXPIRING" ? state.endCause : null,
      endedAt: null,
      endReason: null,
    };
  }
  if (!state.ended) throw new Error("A package that never ran has no row.");
  const live = before.status === "INACTIVE" ? null : before;
  return {
    status: "INACTIVE",
    confirmBy: toDateOrNull(live?.confirmBy ?? null),
    confirmedAt: toDateOrNull(live?.confirmedAt ?? null),
    expiresAt: null,
    endCause: null,
    endedAt: toDate(state.ended.at),
    endReason: state.ended.reason,
  };
}

/** What history keeps of a state: plain text and ISO instants. */
export function toSnapshot(state: PackageState): Record<string, string | null> {
  if (state.status === "INACTIVE") {
    return {
      status: "INACTIVE",
      endedAt: state.ended?.at.toString() ?? null,
      endReason: state.ended?.reason ?? null,
    };
  }
  return {
    status: state.status,
    resellerId: state.resellerId,
    billingZone: state.billingZone,
    confirmBy: state.confirmBy?.toString() ?? null,
    confirmedAt: state.confirmedAt?.toString() ?? null,
    expiresAt: state.status === "EXPIRING" ? state.expiresAt.toString() : null,
    endCause: state.status === "EXPIRING" ? state.endCause : null,
  };
}
