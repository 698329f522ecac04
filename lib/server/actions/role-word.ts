import "server-only";
import { getTranslations } from "next-intl/server";
import type { SentenceParams } from "@/lib/action-state";

/** Makes the function that puts the role a refusal names by its code into the reader's language. */
export async function roleWording(): Promise<(params: SentenceParams) => SentenceParams> {
  const roles = await getTranslations("roles");
  return (params) => {
    if (typeof params.role !== "string" || !roles.has(params.role)) return params;
    return { ...params, role: roles(params.role) };
  };
}
