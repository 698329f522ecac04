import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FieldsForm } from "@/components/accounts/fields-form";
import { confirmEmailByLinkAction } from "@/lib/server/actions/accounts";
import { isLinkLive } from "@/lib/server/queries/account-links";
import { AuthHead } from "../../auth-head";
import { SpentLink } from "../../spent-link";

type Parameters = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("verify.title") };
}

/** Opening the link changes nothing: a mail scanner opens it too. The button confirms. */
export default async function VerifyEmailPage({ params }: Parameters) {
  const { token } = await params;
  if (!(await isLinkLive("CONFIRM_EMAIL", token))) return <SpentLink kind="confirm" />;
  const t = await getTranslations("accounts.verify");
  return (
    <>
      <AuthHead title={t("title")}>{t("text")}</AuthHead>
      <FieldsForm
        action={confirmEmailByLinkAction}
        texts={await formTexts()}
        hidden={{ token }}
        submit={{ label: t("submit") }}
      />
    </>
  );
}
