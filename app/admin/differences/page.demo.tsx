import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DifferenceCell } from "@/app/differences/difference-cell";
import { DifferencePager } from "@/app/differences/difference-pager";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatInstant, formatMonth } from "@/lib/i18n/format";
import { placeSchema } from "@/lib/schemas/history";
import { forPage } from "@/lib/server/pages";
import { type Differences, getDifferences } from "@/lib/server/queries/differences";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statements"))("differences.title") };
}

/** What the nightly comparison of packages, SIM cards, history and statements found. */
export default async function DifferencesPage({ searchParams }: Props) {
  const { after } = placeSchema.parse(await searchParams);
  const { items, runs, isFirst, nextCursor } = await forPage(getDifferences(after));
  const t = await getTranslations("statements.differences");
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact")} />
      <div className="stack">
        <Panel id="differences" title={t("open")} isPadded={false}>
          {items.length === 0 ? (
            <EmptyState icon="ok" title={t("none")}>
              {t(runs.length === 0 ? "notYet" : "noneText")}
            </EmptyState>
          ) : (
            <DifferenceTable items={items} />
          )}
          <DifferencePager n={items.length} isFirst={isFirst} nextCursor={nextCursor} />
        </Panel>
        {runs.length > 0 ? (
          <Panel id="runs" title={t("runs")} isPadded={false}>
            <RunTable runs={runs} />
          </Panel>
        ) : null}
      </div>
    </>
  );
}

async function DifferenceTable({ items }: Pick<Differences, "items">) {
  const t = await getTranslations("statements.differences");
  const locale = await getLocale();
  return (
    <DataTable caption={t("title")} heads={[t("what"), t("hub"), t("company"), t("month"), t("found")]} isCards>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <DifferenceCell item={item} />
            <td className={item.hubNumber ? "mono" : "desk"}>{item.hubNumber ?? "–"}</td>
            <td className="col-span-full">
              {item.companyName}
              {item.resellerName ? <small>{t("billedTo", { reseller: item.resellerName })}</small> : null}
            </td>
            <td className={item.month ? "nowrap" : "desk"}>{item.month ? formatMonth(item.month, locale) : "–"}</td>
            <td className="nowrap col-span-full">{formatInstant(item.foundAt, { locale, timeZone: "UTC" })}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

async function RunTable({ runs }: Pick<Differences, "runs">) {
  const t = await getTranslations("statements.differences");
  const locale = await getLocale();
  const columns = ["packages", "sims", "lines", "open"] as const;
  return (
    <DataTable caption={t("runs")} heads={[t("ran"), ...columns.map((column) => numberHead(t(column)))]} isCards>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <td className="col-span-full">{formatInstant(run.ranAt, { locale, timeZone: "UTC" })}</td>
            {columns.map((column) => (
              <td key={column} className="r max-sm:text-start">
                <span className="phone font-sans muted">{t(column)}: </span>
                {run[column].toLocaleString(locale)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
