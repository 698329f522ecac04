import "server-only";
import { type KeyKind, keyKinds } from "@/lib/domain/cloud/key-kinds";
import { inTransaction } from "../context";
import { requireActor } from "../gate";
import { type CompanyKeyRow, listCompanyKeys } from "../store/cloud/company-keys";

const keysAtMost = 200;

/** A key as its page shows it; the secret is nowhere to be read. Instants are ISO text. */
export type CompanyKeyView = Omit<CompanyKeyRow, "createdAt" | "lastUsedAt" | "revokedAt"> & {
  createdAt: string;
  lastUsedAt: string | null;
  isRevoked: boolean;
};

export type KeysPage = {
  keys: CompanyKeyView[];
  /** What can be made. */
  kinds: readonly KeyKind[];
  companyId: string;
  timeZone: string;
};

/** Reads what the company made for its programs, for whoever may manage that. */
export async function getIntegrationsPage(companySlug: string): Promise<KeysPage> {
  const given = await requireActor(companySlug, "integration:manage");
  return inTransaction(given, async (tx, { companyId, timeZone }) => ({
    keys: (await listCompanyKeys(tx, companyId, keysAtMost)).map(toView),
    kinds: keyKinds,
    companyId,
    timeZone,
  }));
}

function toView({ createdAt, lastUsedAt, revokedAt, ...row }: CompanyKeyRow): CompanyKeyView {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    isRevoked: revokedAt !== null,
  };
}
