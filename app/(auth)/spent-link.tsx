import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FieldsForm } from "@/components/accounts/fields-form";
import { ButtonLink } from "@/components/ui/button";
import { requestResetAction, sendConfirmationAgainAction } from "@/lib/server/actions/accounts";
import { AuthHead } from "./auth-head";

const actions = { confirm: sendConfirmationAgainAction, reset: requestResetAction };

/** What a used or late link shows: why, and how to get another. */
export async function SpentLink({ kind }: { kind: keyof typeof actions | "none" }) {
  const t = await getTranslations("accounts.link");
  return (
    <>
      <AuthHead title={t("spentTitle")}>{t("spentText")}</AuthHead>
      {kind === "none" ? (
        <ButtonLink href="/sign-in">{t("toSignIn")}</ButtonLink>
      ) : (
        <FieldsForm
          action={actions[kind]}
          texts={await formTexts()}
          fields={[{ name: "email", label: t("email"), type: "email", autoComplete: "username" }]}
          submit={{ label: t("newMail") }}
          cancel={{ href: "/sign-in", label: t("toSignIn") }}
        />
      )}
    </>
  );
}
