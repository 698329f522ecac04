import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FieldsForm } from "@/components/accounts/fields-form";
import { resetPasswordAction } from "@/lib/server/actions/accounts";
import { isLinkLive } from "@/lib/server/queries/account-links";
import { AuthHead } from "../../auth-head";
import { SpentLink } from "../../spent-link";

type Parameters = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("reset.title") };
}

/** Sets a new password by a mailed link. Opening it changes nothing. */
export default async function ResetPasswordPage({ params }: Parameters) {
  const { token } = await params;
  if (!(await isLinkLive("RESET_PASSWORD", token))) return <SpentLink kind="reset" />;
  const t = await getTranslations("accounts.reset");
  const register = await getTranslations("accounts.register");
  return (
    <>
      <AuthHead title={t("title")}>{t("text")}</AuthHead>
      <FieldsForm
        action={resetPasswordAction}
        texts={await formTexts()}
        hidden={{ token }}
        fields={[
          {
            name: "password",
            label: t("password"),
            hint: register("passwordHint"),
            type: "password",
            autoComplete: "new-password",
          },
        ]}
        submit={{ label: t("submit") }}
      />
    </>
  );
}
