import { createHash } from "node:crypto";
import { z } from "zod";
import { sealBoxKey } from "@/lib/auth/box-key";
import { realNow, toDate } from "@/lib/clock";
import { env } from "@/lib/env";
import { inSystemTransaction } from "@/lib/server/context";
import { lockEndUser } from "@/lib/server/store/cloud/accounts";
import { keepLink, type NewLink } from "@/lib/server/store/relay/links";
import { callCloud, type Relayed, readAnswer } from "./call-cloud";
import type { BoxCall } from "./read-box-call";

const noNul = (value: string) => !value.includes("\0");
const loginSchema = z.object({
  login: z.string().max(254).refine(noNul),
  passwordHash: z.string().max(1_000),
  apikey: z.string().max(500).refine(noNul).catch(""),
  /** Whatever is no address counts as none, so that who sends it hears just that. */
  url: z.string().max(2_000).catch(""),
  totp: z.string().max(20).nullish(),
});
const answerSchema = z.object({ userId: z.string() });

/** What a box is told whose outer address cannot be reached. */
export const addressWords = {
  demo: "An outer address of the box is needed for events in real time: an http or https URL",
  production: "An outer address of the box is needed for events in real time: an https URL",
} as const;

/**
 * Links a box: the password is hashed before anything else sees it, serves one sign-in at the cloud, and is dropped. With
 * a bad address the cloud is asked to check alone, so that a PRO account still hears why and no session is left behind.
 * Source: INTEGRATION 9.
 */
export async function linkBox(
  request: Request,
  { call, accountId }: { call: BoxCall; accountId: string },
): Promise<Relayed> {
  const given = readLogin(call.body);
  if (!given) return { error: "Login or password is missing" };
  const { login, passwordHash, totp, url, boxKey } = given;
  const isReachable = isOuterAddress(url);
  const linkId = nameLink(accountId, login, url);
  const answer = await callCloud({
    method: "POST",
    path: "/login",
    body: JSON.stringify({ login, passwordHash, userRole: "USER", ...(totp ? { totp } : {}) }),
    token: null,
    from: request,
    headers: isReachable ? { "x-link-id": linkId } : { "x-check-only": "true" },
  });
  const relayed = await readAnswer(answer);
  if ("error" in relayed) return relayed;
  if (!isReachable) return { error: addressWords[env().portalMode] };
  const { userId } = answerSchema.parse(relayed.body);
  const link = { id: linkId, accountId, userId, url, boxKey: sealBoxKey(boxKey, linkId) };
  return (await keepLiving(link)) ? relayed : { error: endedWords };
}

/** What a box is told whose access was taken away while it was being linked. */
export const endedWords = "The access ended while the box was being linked: link it again";

/** Keeps a link under its user's lock, so that an end of the access comes before it or finds it. Source: INTEGRATION 10.17. */
function keepLiving(link: Omit<NewLink, "at">): Promise<boolean> {
  return inSystemTransaction(async (tx) => {
    await lockEndUser(tx, link.userId);
    return keepLink(tx, { ...link, at: toDate(realNow()) });
  });
}

function readLogin(body: string | null) {
  try {
    const { passwordHash: password, apikey, ...rest } = loginSchema.parse(JSON.parse(body ?? ""));
    return { ...rest, boxKey: apikey, passwordHash: createHash("sha256").update(password).digest("hex") };
  } catch {
    return null;
  }
}

/** The same box of the same person is the same link, however often it signs in. */
function nameLink(accountId: string, login: string, url: string): string {
  const digest = createHash("sha256").update([accountId, login.toLowerCase(), url].join("|")).digest("hex");
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

/** Plain http is for demos alone, whose boxes stand on the same machine. */
function isOuterAddress(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed?.username !== "" || !noNul(url)) return false;
  return parsed.protocol === "https:" || (parsed.protocol === "http:" && env().portalMode === "demo");
}
