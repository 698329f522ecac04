import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FieldsForm } from "@/components/accounts/fields-form";
import { Note } from "@/components/ui/note";
import { deleteAccountAction, sendDeletionCodeAction } from "@/lib/server/actions/account-security";
import { forPage } from "@/lib/server/pages";
import { getProfile, getTies } from "@/lib/server/queries/account-security";
import { securityCancel, securityFields } from "../fields";
import { FormPage } from "../form-page";

type Parameters = { searchParams: Promise<{ sent?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("deletePage.title") };
}

/** Deletes the account in two steps. Companies that stand in the way are named before any form. */
export default async function DeleteAccountPage({ searchParams }: Parameters) {
  const { email } = await forPage(getProfile());
  const ties = await getTies();
  const isSent = (await searchParams).sent === "1";
  const t = await getTranslations("security.deletePage");
  const isTied = ties.owned.length + ties.employed.length > 0;
  return (
    <FormPage title={t("title")} fact={t("fact")}>
      {isTied ? <Ties {...ties} /> : isSent ? <Confirm email={email} /> : <SendCode email={email} />}
    </FormPage>
  );
}

async function Ties({ owned, employed }: { owned: string[]; employed: string[] }) {
  const t = await getTranslations("security.deletePage");
  return (
    <div className="stack">
      {owned.length > 0 ? <Note kind="warning">{t("owned", { companies: owned.join(", ") })}</Note> : null}
      {employed.length > 0 ? <Note kind="warning">{t("employed", { companies: employed.join(", ") })}</Note> : null}
    </div>
  );
}

async function SendCode({ email }: { email: string }) {
  const t = await getTranslations("security.deletePage");
  return (
    <>
      <p className="mb-4">{t("sendText", { email })}</p>
      <FieldsForm
        action={sendDeletionCodeAction}
        texts={await formTexts()}
        submit={{ label: t("sendCode") }}
        cancel={await securityCancel()}
      />
    </>
  );
}

async function Confirm({ email }: { email: string }) {
  const t = await getTranslations("security.deletePage");
  const form = await getTranslations("security.form");
  const code = { name: "code", label: form("code"), hint: t("codeHint"), autoComplete: "one-time-code" };
  return (
    <>
      <p className="mb-4">{t("sent", { email })}</p>
      <FieldsForm
        action={deleteAccountAction}
        texts={await formTexts()}
        fields={[{ ...code, inputMode: "numeric" }, ...(await securityFields("currentPassword"))]}
        submit={{ label: t("submit"), look: "danger-solid" }}
        cancel={await securityCancel()}
      />
    </>
  );
}
