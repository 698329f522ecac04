import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { AuthenticatorSetup } from "@/components/accounts/authenticator-setup";
import { FieldsForm } from "@/components/accounts/fields-form";
import { beginSecondFactorAction } from "@/lib/server/actions/account-security";
import { forPage } from "@/lib/server/pages";
import { getAuthenticatorSetup, type AuthenticatorSetup as Setup } from "@/lib/server/queries/account-security";
import { codesTexts } from "../codes-texts";
import { securityCancel, securityFields } from "../fields";
import { FormPage } from "../form-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("appPage.title") };
}

/** Sets an authenticator app up: password, then secret and first code, then the recovery codes. */
export default async function AuthenticatorPage() {
  const setup = await forPage(getAuthenticatorSetup());
  const t = await getTranslations("security.appPage");
  return (
    <FormPage title={t("title")} fact={t("fact")}>
      {setup.stage === "BEGIN" ? <Begin /> : <SetUp setup={setup.stage === "CONFIRM" ? setup : null} />}
    </FormPage>
  );
}

async function Begin() {
  const t = await getTranslations("security.appPage");
  return (
    <>
      <p className="mb-4">{t("beginText")}</p>
      <FieldsForm
        action={beginSecondFactorAction}
        texts={await formTexts()}
        fields={await securityFields("currentPassword")}
        submit={{ label: t("begin") }}
        cancel={await securityCancel()}
      />
    </>
  );
}

/** Drawn anew when the first code was right: the same element stays, since it alone holds the recovery codes. */
async function SetUp({ setup }: { setup: Extract<Setup, { stage: "CONFIRM" }> | null }) {
  const t = await getTranslations("security.appPage");
  const form = await getTranslations("security.form");
  return (
    <AuthenticatorSetup
      setup={setup ? { secret: setup.secret, uri: setup.uri, picture: setup.picture } : null}
      texts={await formTexts()}
      labels={{
        step1: t("step1"),
        picture: t("picture"),
        orElse: t("orElse"),
        open: t("open"),
        key: t("key"),
        copy: t("copy"),
        copied: t("copied"),
        step2: t("step2"),
        code: form("code"),
        confirm: t("confirm"),
        isOn: t("isOn"),
      }}
      codesTexts={await codesTexts()}
    />
  );
}
