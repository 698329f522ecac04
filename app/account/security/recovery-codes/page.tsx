import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { RecoveryCodesForm } from "@/components/accounts/recovery-codes-form";
import { forPage } from "@/lib/server/pages";
import { getProfile } from "@/lib/server/queries/account-security";
import { codesTexts } from "../codes-texts";
import { FormPage } from "../form-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("codesPage.title") };
}

export default async function RecoveryCodesPage() {
  await forPage(getProfile());
  const t = await getTranslations("security");
  return (
    <FormPage title={t("codesPage.title")} fact={t("codesPage.fact")}>
      <RecoveryCodesForm
        texts={await formTexts()}
        labels={{
          currentPassword: t("form.currentPassword"),
          code: t("form.appCode"),
          codeHint: t("form.appCodeHint"),
          submit: t("codesPage.submit"),
          cancel: t("form.cancel"),
        }}
        codesTexts={await codesTexts()}
      />
    </FormPage>
  );
}
