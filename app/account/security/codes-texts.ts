import { getTranslations } from "next-intl/server";
import type { CodesTexts } from "@/components/accounts/recovery-codes";

/** The texts around recovery codes, in the reader's language. */
export async function codesTexts(): Promise<CodesTexts> {
  const t = await getTranslations("security.codes");
  return { title: t("title"), text: t("text"), kept: t("kept"), copy: t("copy"), copied: t("copied") };
}
