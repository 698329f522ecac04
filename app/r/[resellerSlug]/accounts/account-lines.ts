import { getLocale, getTranslations } from "next-intl/server";
import type { AccountLine, Instant } from "@/components/portal/account-table";
import { formatCity, formatShortInstant } from "@/lib/i18n/format";
import type { AccountItem } from "@/lib/server/queries/billed-accounts";
import type { PageViewer } from "@/lib/server/queries/hubs";

/** Makes the function that tells an instant in the reseller's zone and, where that is another, in the account's own. */
export async function instantWords(viewer: PageViewer): Promise<(iso: string | null, zone: string) => Instant | null> {
  const locale = await getLocale();
  return (iso, zone) => {
    if (!iso) return null;
    const text = formatShortInstant(iso, { locale, timeZone: viewer.timeZone });
    const own = formatShortInstant(iso, { locale, timeZone: zone });
    return { iso, text, local: own === text ? null : `${own} ${formatCity(zone)}` };
  };
}

/** Puts accounts into the reader's language; what happened at the end is told of ended ones alone. */
export async function toAccountLines(items: readonly AccountItem[], viewer: PageViewer): Promise<AccountLine[]> {
  const offers = await getTranslations("offers");
  const ends = await getTranslations("portal.accounts.ends");
  const tell = await instantWords(viewer);
  const home = `/r/${viewer.companySlug}`;
  return items.map((item) => ({
    id: item.id,
    hubNumber: item.hubNumber,
    href: `${home}/accounts/${item.hubNumber}`,
    dealer: {
      name: item.dealerName,
      number: item.dealerNumber,
      href: `${home}/dealers/${item.connectionId}`,
    },
    offer: offers.has(`${item.offerCode}.name`) ? offers(`${item.offerCode}.name`) : item.offerCode,
    state: item.state,
    from: tell(item.from, item.billingZone),
    to: tell(item.to, item.billingZone),
    endReason: item.state === "ENDED" && item.endReason ? ends(item.endReason) : null,
  }));
}
