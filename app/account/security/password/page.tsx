import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FieldsForm } from "@/components/accounts/fields-form";
import { changePasswordAction } from "@/lib/server/actions/account-security";
import { forPage } from "@/lib/server/pages";
import { getProfile } from "@/lib/server/queries/account-security";
import { securityCancel, securityFields } from "../fields";
import { FormPage } from "../form-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("passwordPage.title") };
}

export default async function ChangePasswordPage() {
  await forPage(getProfile());
  const t = await getTranslations("security.passwordPage");
  return (
    <FormPage title={t("title")} fact={t("fact")}>
      <FieldsForm
        action={changePasswordAction}
        texts={await formTexts()}
        fields={await securityFields("currentPassword", "newPassword")}
        submit={{ label: t("submit") }}
        cancel={await securityCancel()}
      />
    </FormPage>
  );
}
