/** Why nobody was let in: the code, and the time to try again or the reference of a fault. */
export type SignInRefusal = { code: string; detail: string; email: string };

/** Asks next-auth for its form token, then for a session. Returns the code of a refusal, or null. */
export async function requestSession(form: FormData): Promise<string | null> {
  const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
  const body = new URLSearchParams({ csrfToken, json: "true", callbackUrl: location.origin });
  for (const name of ["email", "password", "code"]) body.set(name, String(form.get(name) ?? ""));
  const response = await fetch("/api/auth/callback/credentials", { method: "POST", body });
  const { url } = await response.json();
  if (typeof url !== "string") return "INVALID_INPUT";
  return new URL(url, location.origin).searchParams.get("error");
}

/** Puts what came after the code into its sentence: the time to try again, or the reference of a fault. */
export function fillIn(sentence: string, { code, detail }: SignInRefusal, locale: string): string {
  const at = new Date(detail);
  if (code !== "RATE_LIMITED" || Number.isNaN(at.getTime())) return sentence.replace("{id}", detail);
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { timeStyle: "medium" });
  return sentence.replace("{time}", format.format(at));
}
