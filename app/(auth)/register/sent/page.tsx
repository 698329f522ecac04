import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FieldsForm } from "@/components/accounts/fields-form";
import { Note } from "@/components/ui/note";
import { readPendingEmail } from "@/lib/auth/pending-email";
import { confirmEmailByCodeAction, sendConfirmationAgainAction } from "@/lib/server/actions/accounts";
import { AuthHead } from "../../auth-head";
import { MailboxLink } from "../../mailbox-link";

type Parameters = { searchParams: Promise<{ again?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("sent.title") };
}

/** "Check your mail", the same page whether or not the address was known. */
export default async function SentPage({ searchParams }: Parameters) {
  const isAgain = (await searchParams).again === "1";
  const email = await readPendingEmail();
  const t = await getTranslations("accounts.sent");
  const link = await getTranslations("accounts.link");
  const texts = await formTexts();
  const emailField = { name: "email", label: link("email"), type: "email", autoComplete: "username" };
  return (
    <>
      <AuthHead title={t("title")}>{email ? t("text", { email }) : t("textNoEmail")}</AuthHead>
      {isAgain ? (
        <div className="mb-4">
          <Note kind="done">{t("again")}</Note>
        </div>
      ) : null}
      <FieldsForm
        action={confirmEmailByCodeAction}
        texts={texts}
        hidden={email ? { email } : {}}
        fields={[
          ...(email ? [] : [emailField]),
          {
            name: "code",
            label: t("code"),
            hint: t("codeHint"),
            inputMode: "numeric" as const,
            autoComplete: "one-time-code",
          },
        ]}
        submit={{ label: t("submit") }}
      />
      {email ? (
        <>
          <p className="muted mt-6 mb-2">{t("nothing")}</p>
          <FieldsForm
            action={sendConfirmationAgainAction}
            texts={texts}
            hidden={{ email }}
            submit={{ label: t("sendAgain"), look: "plain" }}
          />
        </>
      ) : null}
      <MailboxLink />
    </>
  );
}
