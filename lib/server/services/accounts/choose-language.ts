import type { Locale } from "@/lib/i18n/locales";
import { inSystemTransaction } from "@/lib/server/context";
import type { AccountId } from "@/lib/server/ids";

/** Keeps the language in which a person reads pages and mails. */
export async function chooseLanguage(accountId: AccountId, locale: Locale): Promise<void> {
  await inSystemTransaction((tx) => tx.proAccount.update({ where: { id: accountId }, data: { locale } }));
}
