import { getMessages, getTranslations } from "next-intl/server";
import type { FormTexts } from "@/components/forms/use-action-form";
import type { Sentences } from "@/lib/i18n/sentence";
import type { FieldProblem } from "@/lib/schemas/fields";

/**
 * The texts every form needs, in the reader's language; sentences keep their braces, an answer fills them in. `door` is
 * where somebody signs in again.
 */
export async function formTexts(door = "/sign-in"): Promise<FormTexts> {
  const t = await getTranslations("forms");
  const messages = (await getMessages()) as {
    refusals: Sentences;
    forms: { fields: Record<FieldProblem, string> };
  };
  return {
    problemTitle: t("problemTitle"),
    errorPrefix: t("errorPrefix"),
    busy: t("busy"),
    fault: t("fault"),
    signIn: t("signIn"),
    signInHref: door,
    fields: messages.forms.fields,
    sentences: messages.refusals,
  };
}
