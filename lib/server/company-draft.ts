import "server-only";
import { cookies } from "next/headers";
import { isSecureOrigin } from "@/lib/auth/cookie";
import { type CompanyDraft, companyDraftSchema } from "@/lib/schemas/company";

const cookie = "company-draft";
const path = "/account/companies";
const hours = 24;

/**
 * Reads what a person has filled in so far to create a company. It waits in that person's browser for a day, since the
 * portal stores a company at the last step only. Another person at the same browser gets none of it.
 */
export async function readCompanyDraft(accountId: string): Promise<CompanyDraft> {
  const value = (await cookies()).get(cookie)?.value;
  const kept = value ? parseJson(Buffer.from(value, "base64url").toString()) : null;
  if (!isOf(kept, accountId)) return {};
  const draft = companyDraftSchema.safeParse(kept.draft);
  return draft.success ? draft.data : {};
}

/** Keeps what was filled in. Must be called from an action. */
export async function keepCompanyDraft(accountId: string, draft: CompanyDraft): Promise<void> {
  const json = JSON.stringify({ accountId, draft }, (_, value) => value ?? undefined);
  (await cookies()).set(cookie, Buffer.from(json).toString("base64url"), {
    httpOnly: true,
    sameSite: "lax",
    secure: isSecureOrigin(),
    path,
    maxAge: hours * 60 * 60,
  });
}

export async function dropCompanyDraft(): Promise<void> {
  (await cookies()).delete({ name: cookie, path });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isOf(kept: unknown, accountId: string): kept is { draft: unknown } {
  return typeof kept === "object" && kept !== null && "accountId" in kept && kept.accountId === accountId;
}
