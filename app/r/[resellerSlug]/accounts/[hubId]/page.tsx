import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { toHistoryLines } from "@/app/c/[companySlug]/company/history/log-lines";
import { LivePage } from "@/app/shell/live-page";
import { AccountTag } from "@/components/portal/account-tag";
import { EntryList } from "@/components/portal/entry-list";
import { RunTable } from "@/components/portal/run-table";
import { Copyable } from "@/components/ui/copyable";
import { Crumbs } from "@/components/ui/crumbs";
import { NavLink } from "@/components/ui/nav-link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatCity } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { type AccountPage, getAccountPage } from "@/lib/server/queries/billed-account";
import { toRunLines } from "./run-lines";

type Props = { params: Promise<{ resellerSlug: string; hubId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { resellerSlug, hubId } = await params;
  return { title: (await forPage(getAccountPage(resellerSlug, hubId))).hubNumber };
}

/** One account: every run that was billed to this reseller, and the acts that made it so. */
export default async function AccountDetailPage({ params }: Props) {
  const { resellerSlug, hubId } = await params;
  const page = await forPage(getAccountPage(resellerSlug, hubId));
  const t = await getTranslations("portal");
  const { hubNumber, runs, state } = page;
  const home = `/r/${resellerSlug}`;
  const [latest] = runs;
  return (
    <>
      <LivePage topics={["package"]} />
      <Crumbs
        label={t("crumbs")}
        entries={[{ label: t("accounts.title"), href: `${home}/accounts` }, { label: hubNumber }]}
      />
      <PageHeader
        title={t("account.title", { hub: hubNumber })}
        fact={
          <span className="row flex-wrap">
            <AccountTag state={state} />
            <Copyable text={hubNumber} label={t("account.copy")} copiedLabel={t("account.copied")} />
            <span>
              {t("account.dealer")}{" "}
              <NavLink href={`${home}/dealers/${latest.connectionId}`}>{latest.dealerName}</NavLink>
              {latest.dealerNumber ? <span className="mono"> {latest.dealerNumber}</span> : null}
            </span>
          </span>
        }
      />
      <div className="stack">
        <Runs page={page} />
        <History page={page} />
      </div>
    </>
  );
}

async function Runs({ page }: { page: AccountPage }) {
  const t = await getTranslations("portal.account.runs");
  const { viewer, runs } = page;
  return (
    <Panel id="runs" title={t("title")} fact={t("fact", { n: runs.length })} isPadded={false}>
      <RunTable lines={await toRunLines(runs, viewer)} city={formatCity(viewer.timeZone)} />
    </Panel>
  );
}

async function History({ page }: { page: AccountPage }) {
  const t = await getTranslations("portal.account.history");
  const lines = await toHistoryLines(page, page.viewer.companyName);
  const zone = formatCity(page.viewer.timeZone);
  return (
    <Panel id="history" title={t("title")} fact={t("zone", { zone })} isPadded={false}>
      <EntryList lines={lines} none={t("none")} />
    </Panel>
  );
}
