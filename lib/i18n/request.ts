import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { log } from "@/lib/server/log";
import { findReaderLocale } from "@/lib/server/queries/reader-locale";
import { isLocale, localeCookie, negotiateLocale } from "./locales";
import { loadMessages } from "./messages";

/** A text that is not there is a fault of ours, as a page shows its key in place of words. */
const onError = (err: Error) => log().error({ err }, "A page has no words for something");

/** The language comes from the account, else from a cookie, else from the browser; it is not in the address. */
export default getRequestConfig(async () => {
  const wanted = [await findReaderLocale(), (await cookies()).get(localeCookie)?.value];
  const locale = wanted.find(isLocale) ?? negotiateLocale((await headers()).get("accept-language"));
  return { locale, messages: await loadMessages(locale), timeZone: "UTC", onError };
});
