import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FieldsForm } from "@/components/accounts/fields-form";
import { askEmailChangeAction } from "@/lib/server/actions/account-security";
import { forPage } from "@/lib/server/pages";
import { getProfile } from "@/lib/server/queries/account-security";
import { securityCancel, securityFields } from "../fields";
import { FormPage } from "../form-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("emailPage.title") };
}

export default async function ChangeEmailPage() {
  const { email } = await forPage(getProfile());
  const t = await getTranslations("security.emailPage");
  return (
    <FormPage title={t("title")} fact={t("fact", { email })}>
      <FieldsForm
        action={askEmailChangeAction}
        texts={await formTexts()}
        fields={await securityFields("newEmail", "currentPassword")}
        submit={{ label: t("submit") }}
        cancel={await securityCancel()}
      />
    </FormPage>
  );
}
