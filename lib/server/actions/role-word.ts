import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import type { SentenceParams } from "@/lib/action-state";
import { permissions, whoCan } from "@/lib/domain/permissions";

/**
 * Makes the function that puts the role a refusal names by its code into the reader's language, and for a right that is
 * missing, what cannot be done and which roles can.
 */
export async function roleWording(): Promise<(params: SentenceParams) => SentenceParams> {
  const roles = await getTranslations("roles");
  const rights = await getTranslations("employees.rights");
  const or = new Intl.ListFormat(await getLocale(), { type: "disjunction" });
  return (params) => {
    if (typeof params.role !== "string" || !roles.has(params.role)) return params;
    const permission = permissions.find((known) => known === params.permission);
    const words = { ...params, role: roles(params.role) };
    if (!permission) return words;
    const able = whoCan(permission, params.side === "reseller" ? "reseller" : "dealer");
    const act = rights(permission.replace(/[:-]/g, "_"));
    return { ...words, act: lowerFirst(act), who: or.format(able.map((role) => roles(role))) };
  };
}

/** A right stands on its own in lists and in the middle of a sentence here. */
function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase() + text.slice(1);
}
