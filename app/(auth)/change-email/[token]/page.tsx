import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FieldsForm } from "@/components/accounts/fields-form";
import { confirmEmailChangeAction } from "@/lib/server/actions/accounts";
import { isLinkLive } from "@/lib/server/queries/account-links";
import { AuthHead } from "../../auth-head";
import { SpentLink } from "../../spent-link";

type Parameters = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("changeEmail.title") };
}

/** The end of a change of address, at the new one. Opening the link changes nothing; the button does. */
export default async function ChangeEmailPage({ params }: Parameters) {
  const { token } = await params;
  if (!(await isLinkLive("CHANGE_EMAIL", token))) return <SpentLink kind="none" />;
  const t = await getTranslations("accounts.changeEmail");
  return (
    <>
      <AuthHead title={t("title")}>{t("text")}</AuthHead>
      <FieldsForm
        action={confirmEmailChangeAction}
        texts={await formTexts()}
        hidden={{ token }}
        submit={{ label: t("submit") }}
      />
    </>
  );
}
