import { getLocale, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { formatCity, formatInstant, formatMonth } from "@/lib/i18n/format";
import type { OwnDifferences } from "@/lib/server/queries/own-differences";
import { DifferenceCell } from "./difference-cell";
import { DifferencePager } from "./difference-pager";

/** What two records of a company disagree about, each leading to its hub or line; an entry leaves by itself. */
export async function DifferenceList({ page }: { page: OwnDifferences }) {
  const t = await getTranslations("statements.differences");
  const { items, isFirst, nextCursor, viewer } = page;
  return (
    <Panel
      id="differences"
      title={t("open")}
      fact={t("own.zone", { zone: formatCity(viewer.timeZone) })}
      isPadded={false}
    >
      {items.length === 0 ? (
        <EmptyState icon="ok" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <Table page={page} />
      )}
      <DifferencePager n={items.length} isFirst={isFirst} nextCursor={nextCursor} />
    </Panel>
  );
}

async function Table({ page }: { page: OwnDifferences }) {
  const t = await getTranslations("statements.differences");
  const locale = await getLocale();
  const { viewer, side, items } = page;
  return (
    <DataTable
      caption={t("open")}
      heads={[t("what"), t("hub"), side === "reseller" ? t("own.dealer") : null, t("month"), t("found")]}
      isCards
    >
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <DifferenceCell item={item} />
            <td className={item.hubNumber ? "mono" : undefined}>
              <Thing item={item} page={page} />
            </td>
            {side === "reseller" ? <td>{item.dealerName}</td> : null}
            <td className={item.month ? "nowrap" : "desk"}>{item.month ? formatMonth(item.month, locale) : "–"}</td>
            <td className="nowrap col-span-full">
              {formatInstant(item.foundAt, { locale, timeZone: viewer.timeZone })}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

type Item = OwnDifferences["items"][number];

/** The hub, leading to where the two records can be looked at. */
async function Thing({ item, page }: { item: Item; page: OwnDifferences }) {
  const { hubNumber, month } = item;
  const href = hrefOf(item, page);
  if (hubNumber) return href ? <NavLink href={href}>{hubNumber}</NavLink> : hubNumber;
  const t = await getTranslations("statements.differences.own");
  return href && month ? <NavLink href={href}>{t("statement")}</NavLink> : "–";
}

function hrefOf({ hubNumber, month, objectId }: Item, { side, viewer: { companySlug } }: OwnDifferences) {
  if (side === "dealer") return objectId ? `/c/${companySlug}/objects/${objectId}/hubs/${hubNumber}` : null;
  const base = `/r/${companySlug}`;
  if (!hubNumber) return month ? `${base}/statements/${month}` : null;
  return month ? `${base}/statements/${month}/accounts/${hubNumber}` : `${base}/accounts/${hubNumber}`;
}
