import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { toHistoryLines } from "@/app/c/[companySlug]/company/history/log-lines";
import { EntryList } from "@/components/portal/entry-list";
import { StatementTag } from "@/components/statements/statement-tag";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatCity, formatMonth } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getProof, type LineProof, type ProofPage } from "@/lib/server/queries/statement-proof";
import { UnknownMonth } from "../../unknown-month";
import { LinePanel } from "./line-panel";
import { RunsPanel } from "./runs-panel";

type Props = { params: Promise<{ resellerSlug: string; month: string; hubId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { month, hubId } = await params;
  const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(month);
  return { title: isMonth ? `${hubId}, ${formatMonth(month, await getLocale())}` : hubId };
}

/** Why an account is in a statement, and for how much: its days, its runs, and the acts that made them. */
export default async function ProofDetailPage({ params }: Props) {
  const { resellerSlug, month, hubId } = await params;
  const found = await forPage(getProof(resellerSlug, month, hubId));
  const base = `/r/${resellerSlug}/statements`;
  if (!found.ok) return <UnknownMonth base={base} params={found.params ?? {}} />;

  const page = found.value;
  return (
    <>
      <Head page={page} base={base} />
      <div className="stack">
        {page.proofs.map((proof) => (
          <Proof key={proof.line.id} page={page} proof={proof} />
        ))}
      </div>
    </>
  );
}

async function Head({ page: { head, hubNumber, dealer }, base }: { page: ProofPage; base: string }) {
  const t = await getTranslations("statements");
  const month = formatMonth(head.month, await getLocale());
  const here = `${base}/${head.month}`;
  return (
    <>
      <Crumbs
        label={t("crumbs")}
        entries={[
          { label: t("history.title"), href: base },
          { label: month, href: here },
          { label: t("statement.viewAccounts"), href: `${here}?view=accounts` },
          { label: hubNumber },
        ]}
      />
      <PageHeader
        isLong
        title={t("proof.title", { hub: hubNumber, month })}
        fact={
          <span className="row flex-wrap">
            <StatementTag status={head.status} />
            {dealer.dealerNumber
              ? t("proof.dealerNumbered", { dealer: dealer.name, number: dealer.dealerNumber })
              : dealer.name}
          </span>
        }
      />
    </>
  );
}

async function Proof({ page, proof }: { page: ProofPage; proof: LineProof }) {
  const t = await getTranslations("statements.proof");
  const { viewer } = page;
  const lines = await toHistoryLines({ viewer, entries: proof.entries }, viewer.companyName);
  return (
    <>
      <LinePanel page={page} proof={proof} />
      {proof.runs.length > 0 ? <RunsPanel proof={proof} /> : null}
      {lines.length > 0 ? (
        <Panel
          id={`acts-${proof.line.id}`}
          title={t("acts")}
          fact={t("actsFact", { zone: formatCity(viewer.timeZone) })}
          isPadded={false}
        >
          <EntryList lines={lines} none="" />
        </Panel>
      ) : null}
    </>
  );
}
