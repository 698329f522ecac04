import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NavLink } from "@/components/ui/nav-link";
import { AuthHead } from "../../auth-head";
import { MailboxLink } from "../../mailbox-link";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("sent.title") };
}

/** The same answer for every address. */
export default async function ResetSentPage() {
  const t = await getTranslations("accounts");
  return (
    <>
      <AuthHead title={t("sent.title")}>{t("forgot.sentText")}</AuthHead>
      <NavLink href="/sign-in">{t("forgot.back")}</NavLink>
      <MailboxLink />
    </>
  );
}
