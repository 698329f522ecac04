import { getMessages, getTranslations } from "next-intl/server";
import type { ActDialogTexts } from "@/components/forms/act-dialog";
import type { Sentences } from "@/lib/i18n/sentence";

/** Puts the words of a confirmation together with those that all confirmations share. */
export async function dialogTexts(
  own: Pick<ActDialogTexts, "title" | "intro" | "confirm">,
): Promise<{ texts: ActDialogTexts; sentences: Sentences }> {
  const t = await getTranslations("packages.confirm");
  const messages = (await getMessages()) as { refusals: Sentences };
  const shared = {
    cancel: t("cancel"),
    close: t("close"),
    busy: t("busy"),
    fault: t("fault"),
    again: t("again"),
    offline: t("offline"),
  };
  return { texts: { ...shared, ...own }, sentences: messages.refusals };
}
