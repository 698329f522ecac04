import { sourceOf } from "@/lib/auth/request-source";
import { loginWords } from "@/lib/domain/cloud/login-words";
import { env } from "@/lib/env";
import { loginSchema, refreshSchema } from "@/lib/schemas/cloud";
import { refreshSession } from "@/lib/server/services/home/refresh-session";
import { signInEndUser } from "@/lib/server/services/home/sign-in-end-user";
import { requireKey } from "./authenticate";
import { readBody } from "./read-body";
import { answerDone, answerJson, CloudRefusal } from "./respond";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the relay says of its client; of anybody else it is not believed. */
function vouchedFor({ headers }: Request, isRelay: boolean) {
  const linkId = isRelay ? headers.get("x-link-id") : null;
  return {
    address: (isRelay ? headers.get("x-client-address") : null) ?? sourceOf(headers).address,
    linkId: linkId && uuid.test(linkId) ? linkId : null,
    isCheckOnly: isRelay && headers.get("x-check-only") === "true",
  };
}

/** Signs a user in. A token that comes along is ignored, stale or not. */
export async function login(request: Request): Promise<Response> {
  const key = await requireKey(request);
  const { login: email, passwordHash, totp } = await readBody(request, loginSchema);
  const vouched = vouchedFor(request, key.isRelay);
  const given = { login: email, passwordHash, totp: totp ?? "", keyId: key.id };
  const outcome = await signInEndUser({ ...given, ...vouched });
  if (!outcome.ok) throw new CloudRefusal("UNAUTHORIZED", loginWords[outcome.refusal]);
  if (!outcome.value) return answerDone();
  const base = key.isRelay ? "/connect" : "/api";
  const sseUrl = `${env().portalOrigin}${base}/events?userId=${outcome.value.userId}`;
  return answerJson({ ...outcome.value, sseUrl });
}

export async function refresh(request: Request): Promise<Response> {
  const { id: keyId } = await requireKey(request);
  const given = await readBody(request, refreshSchema);
  return answerJson(await refreshSession({ ...given, keyId }));
}
