import { onDatabase } from "@/lib/server/context";
import { saveUserLocale } from "@/lib/server/store/cloud/accounts";

/** Keeps the language in which somebody reads My home and the mails of their hubs. */
export async function chooseHomeLanguage(userId: string, locale: string): Promise<void> {
  await onDatabase((client) => saveUserLocale(client, userId, locale));
}
