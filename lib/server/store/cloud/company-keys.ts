import type { KeyKind } from "@/lib/domain/cloud/key-kinds";
import type { KeyScope } from "@/lib/domain/cloud/key-rights";
import type { Transaction } from "../../context";
import type { CompanyId } from "../../ids";

/** A key or token of a company, by what may be shown of it. */
export type CompanyKeyRow = {
  id: string;
  kind: KeyKind;
  name: string;
  lastFour: string;
  scopes: KeyScope[];
  /** Null where it has no end. */
  expiresAt: Date | null;
  /** Null for one that came with the demo. */
  createdByName: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** Lists what a company made for its programs, that which stands at an instant first, each the newest first, up to a limit. */
export async function listCompanyKeys(
  tx: Transaction,
  companyId: CompanyId,
  { at, limit }: { at: Date; limit: number },
): Promise<CompanyKeyRow[]> {
  return tx.$queryRaw<CompanyKeyRow[]>`
    select id, kind, name, last_four as "lastFour", created_by_name as "createdByName", created_at as "createdAt",
      scopes, expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from (
      select id, 'API_KEY' as kind, name, last_four, scopes, expires_at, created_by_name, created_at, last_used_at, revoked_at
      from cloud.api_key where company_id = ${companyId}::uuid
      union all
      select id, 'COMPANY_TOKEN', name, last_four, scopes, expires_at, created_by_name, created_at, last_used_at, revoked_at
      from cloud.company_token where company_id = ${companyId}::uuid) k
    order by revoked_at is not null or coalesce(expires_at <= ${at}::timestamptz, false), created_at desc, id limit ${limit}`;
}

export type NewCompanyKey = {
  id: string;
  kind: KeyKind;
  name: string;
  keyHash: string;
  lastFour: string;
  scopes: readonly KeyScope[];
  expiresAt: Date | null;
  createdByName: string;
  createdAt: Date;
};

/** Keeps a company's new API key or token by its hash; the secret itself is stored nowhere. */
export async function addCompanyKey(tx: Transaction, companyId: CompanyId, key: NewCompanyKey): Promise<void> {
  const scopes = [...key.scopes];
  if (key.kind === "API_KEY") {
    await tx.$executeRaw`
      insert into cloud.api_key (id, company_id, name, key_hash, last_four, scopes, expires_at, created_by_name, created_at)
      values (${key.id}::uuid, ${companyId}::uuid, ${key.name}, ${key.keyHash}, ${key.lastFour}, ${scopes}::text[],
        ${key.expiresAt}::timestamptz, ${key.createdByName}, ${key.createdAt})`;
  } else {
    await tx.$executeRaw`
      insert into cloud.company_token (id, company_id, name, token_hash, last_four, scopes, expires_at, created_by_name,
        created_at)
      values (${key.id}::uuid, ${companyId}::uuid, ${key.name}, ${key.keyHash}, ${key.lastFour}, ${scopes}::text[],
        ${key.expiresAt}::timestamptz, ${key.createdByName}, ${key.createdAt})`;
  }
}

/** Finds a key of the company and locks it. Null for any other company's. */
export async function lockCompanyKey(
  tx: Transaction,
  companyId: CompanyId,
  { kind, id }: { kind: KeyKind; id: string },
): Promise<{ name: string; lastFour: string; revokedAt: Date | null } | null> {
  const rows =
    kind === "API_KEY"
      ? await tx.$queryRaw<{ name: string; lastFour: string; revokedAt: Date | null }[]>`
          select name, last_four as "lastFour", revoked_at as "revokedAt" from cloud.api_key
          where id = ${id}::uuid and company_id = ${companyId}::uuid for update`
      : await tx.$queryRaw<{ name: string; lastFour: string; revokedAt: Date | null }[]>`
          select name, last_four as "lastFour", revoked_at as "revokedAt" from cloud.company_token
          where id = ${id}::uuid and company_id = ${companyId}::uuid for update`;
  return rows[0] ?? null;
}

/** Ends a key, and the sign-ins that were made with it. */
export async function endCompanyKey(
  tx: Transaction,
  { kind, id }: { kind: KeyKind; id: string },
  at: Date,
): Promise<void> {
  if (kind === "COMPANY_TOKEN") {
    await tx.$executeRaw`update cloud.company_token set revoked_at = ${at} where id = ${id}::uuid`;
    return;
  }
  await tx.$executeRaw`update cloud.api_key set revoked_at = ${at} where id = ${id}::uuid`;
  await tx.$executeRaw`
    update cloud.session set revoked_at = ${at}, revoke_reason = 'KEY_REVOKED'
    where key_id = ${id}::uuid and revoked_at is null`;
}
