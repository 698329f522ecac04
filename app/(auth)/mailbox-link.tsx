import { getTranslations } from "next-intl/server";
import { NavLink } from "@/components/ui/nav-link";
import { hasMailbox } from "@/lib/server/queries/account-links";

/** Leads to the demo's mails from every page that says to look into them; production shows nothing. */
export async function MailboxLink() {
  if (!hasMailbox()) return null;
  const t = await getTranslations("accounts.sent");
  return (
    <p className="mt-6">
      <NavLink href="/mailbox">{t("mailbox")}</NavLink>
    </p>
  );
}
