import type { KeyKind } from "@/lib/domain/cloud/key-kinds";
import type { KeyScope } from "@/lib/domain/cloud/key-rights";
import type { Transaction } from "../../context";

/** Names an integration; the relay's own vouches for the addresses of its clients. */
export type ApiKeyRow = { id: string; isRelay: boolean; scopes: KeyScope[]; lastUsedAt: Date | null };

/** Finds the key that stands at an instant. Null for a wrong, revoked or expired one, and for a deleted company's. */
export async function findApiKey(tx: Transaction, keyHash: string, at: Date): Promise<ApiKeyRow | null> {
  const rows = await tx.$queryRaw<ApiKeyRow[]>`
    select id, is_relay as "isRelay", scopes, last_used_at as "lastUsedAt" from cloud.live_api_key
    where key_hash = ${keyHash} and (expires_at is null or expires_at > ${at}::timestamptz)`;
  return rows[0] ?? null;
}

export type NewApiKey = {
  id: string;
  name: string;
  keyHash: string;
  lastFour: string;
  isRelay: boolean;
  createdAt: Date;
};

/** Keeps a key of the cloud API by its hash; the key itself is stored nowhere. */
export async function addApiKey(tx: Transaction, key: NewApiKey): Promise<void> {
  await tx.$executeRaw`
    insert into cloud.api_key (id, name, key_hash, last_four, is_relay, created_at)
    values (${key.id}::uuid, ${key.name}, ${key.keyHash}, ${key.lastFour}, ${key.isRelay}, ${key.createdAt})`;
}

/** A company that shows its own token. */
export type TokenCompany = {
  companyId: string;
  name: string;
  tokenId: string;
  scopes: KeyScope[];
  lastUsedAt: Date | null;
};

/** Finds the company whose token this is. Null for a wrong, revoked or expired one, and for a deleted company's. */
export async function findTokenCompany(tx: Transaction, tokenHash: string, at: Date): Promise<TokenCompany | null> {
  const rows = await tx.$queryRaw<TokenCompany[]>`
    select t.company_id as "companyId", c.name, t.id as "tokenId", t.scopes, t.last_used_at as "lastUsedAt"
    from cloud.company_token t join company c on c.id = t.company_id
    where t.token_hash = ${tokenHash} and t.revoked_at is null and c.deleted_at is null
      and (t.expires_at is null or t.expires_at > ${at}::timestamptz)`;
  return rows[0] ?? null;
}

export type NewCompanyToken = {
  id: string;
  companyId: string;
  tokenHash: string;
  lastFour: string;
  createdAt: Date;
};

/** Keeps a company's token of the cloud API by its hash; the token itself is stored nowhere. */
export async function addCompanyToken(tx: Transaction, token: NewCompanyToken): Promise<void> {
  await tx.$executeRaw`
    insert into cloud.company_token (id, company_id, token_hash, last_four, created_at)
    values (${token.id}::uuid, ${token.companyId}::uuid, ${token.tokenHash}, ${token.lastFour}, ${token.createdAt})`;
}

/** Notes that a key or a token was used, unless somebody noted so after `since`. */
export async function noteKeyUse(
  tx: Transaction,
  { kind, id }: { kind: KeyKind; id: string },
  { at, since }: { at: Date; since: Date },
): Promise<void> {
  if (kind === "API_KEY") {
    await tx.$executeRaw`
      update cloud.api_key set last_used_at = ${at}
      where id = ${id}::uuid and (last_used_at is null or last_used_at < ${since})`;
  } else {
    await tx.$executeRaw`
      update cloud.company_token set last_used_at = ${at}
      where id = ${id}::uuid and (last_used_at is null or last_used_at < ${since})`;
  }
}
