import { type KeyScope, scopeWords } from "@/lib/domain/cloud/key-rights";
import { loginWords } from "@/lib/domain/cloud/login-words";
import type { PathValues } from "@/lib/domain/cloud/routes";
import { AppError, isAppError } from "@/lib/errors";
import type { CloudRead } from "@/lib/server/queries/cloud/read-hubs";
import {
  type ApiKeyRow,
  type ProvedUser,
  proveCompanyToken,
  proveKey,
  proveTokenWith,
} from "@/lib/server/services/home/prove-token";
import type { CloudCaller } from "@/lib/server/services/hubs/scope";
import { takeRequest } from "./pace";
import { CloudRefusal } from "./respond";

/** The key that names the integration. Refuses UNAUTHORIZED, in the words by which clients know a wrong one. */
export async function requireKey(request: Request): Promise<ApiKeyRow> {
  const key = await proveKey(request.headers.get("x-api-key") ?? "");
  if (!key) throw new CloudRefusal("UNAUTHORIZED", loginWords.KEY);
  return key;
}

/** What a call asks of the key it comes with; null where every key will do. */
export type Need = KeyScope | null;

/** Refuses FORBIDDEN, saying so, where a key was made for less. */
function requireScope(scopes: readonly KeyScope[], need: Need): void {
  if (need && !scopes.includes(need)) throw new CloudRefusal("FORBIDDEN", scopeWords[need]);
}

/** Proves a user by token and key together. Either alone is nothing. */
export async function requireUser(request: Request, need: Need): Promise<ProvedUser> {
  return (await requireUserWith(request, need, null)).user;
}

async function requireUserWith(request: Request, need: Need, read: CloudRead | null) {
  const { headers } = request;
  const shown = { token: headers.get("x-session-token") ?? "", key: headers.get("x-api-key") ?? "" };
  try {
    const proved = await proveTokenWith(shown, read);
    takeRequest(`${proved.user.userId}|${proved.user.keyId}`);
    requireScope(proved.user.scopes, need);
    return proved;
  } catch (error) {
    if (isAppError(error, "UNAUTHENTICATED")) await requireKey(request);
    throw error;
  }
}

/** Proves a user whom the path names. Another one's id is FORBIDDEN. */
export async function requirePathUser(request: Request, values: PathValues, need: Need): Promise<CloudCaller> {
  const { userId, name } = requirePath(await requireUser(request, need), values);
  return { scope: { kind: "USER", userId }, actor: { id: userId, name } };
}

/**
 * Proves a user whom the path names, and reads of that user's own hubs by the same statement. Throws NOT_FOUND where none
 * is meant; whatever stands in the path, nothing of another user is looked up.
 */
export async function readAsPathUser(
  request: Request,
  values: PathValues,
  { need, read }: { need: Need; read: CloudRead },
): Promise<unknown> {
  const { user, found } = await requireUserWith(request, need, read);
  requirePath(user, values);
  if (found === null) throw new AppError("NOT_FOUND");
  return read.toValue(found);
}

function requirePath(user: ProvedUser, values: PathValues): ProvedUser {
  if (values.userId !== user.userId) throw new AppError("FORBIDDEN");
  return user;
}

/** Proves a company by its own token, on its own paths alone; key and token both have to be for what it asks. */
export async function requirePathCompany(request: Request, values: PathValues, need: Need): Promise<CloudCaller> {
  const key = await requireKey(request);
  const company = await proveCompanyToken(request.headers.get("x-company-token") ?? "");
  if (!company || company.companyId !== values.companyId) {
    throw new CloudRefusal("UNAUTHORIZED", "Company is not authorized");
  }
  const { companyId, name } = company;
  takeRequest(companyId);
  for (const { scopes } of [key, company]) requireScope(scopes, need);
  return { scope: { kind: "COMPANY", companyId }, actor: { id: companyId, name } };
}
