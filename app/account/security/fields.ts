import { getTranslations } from "next-intl/server";
import type { FieldSpec } from "@/components/accounts/fields-form";

type Kind = "currentPassword" | "newPassword" | "newEmail" | "appCode";

/** The lines that forms under Security share, in the reader's language. */
export async function securityFields(...kinds: Kind[]): Promise<FieldSpec[]> {
  const t = await getTranslations("security.form");
  const all: Record<Kind, FieldSpec> = {
    currentPassword: {
      name: "currentPassword",
      label: t("currentPassword"),
      type: "password",
      autoComplete: "current-password",
    },
    newPassword: {
      name: "newPassword",
      label: t("newPassword"),
      hint: t("newPasswordHint"),
      type: "password",
      autoComplete: "new-password",
    },
    newEmail: { name: "email", label: t("newEmail"), type: "email", autoComplete: "email" },
    appCode: { name: "code", label: t("appCode"), hint: t("appCodeHint"), autoComplete: "one-time-code" },
  };
  return kinds.map((kind) => all[kind]);
}

/** The way back of a form under Security. */
export async function securityCancel() {
  const t = await getTranslations("security.form");
  return { href: "/account/security", label: t("cancel") };
}
