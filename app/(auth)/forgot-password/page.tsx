import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FieldsForm } from "@/components/accounts/fields-form";
import { requestResetAction } from "@/lib/server/actions/accounts";
import { AuthHead } from "../auth-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("forgot.title") };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations("accounts.forgot");
  return (
    <>
      <AuthHead title={t("title")}>{t("text")}</AuthHead>
      <FieldsForm
        action={requestResetAction}
        texts={await formTexts()}
        fields={[{ name: "email", label: t("email"), type: "email", autoComplete: "username" }]}
        submit={{ label: t("submit") }}
        cancel={{ href: "/sign-in", label: t("back") }}
      />
    </>
  );
}
