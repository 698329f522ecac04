import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { WaitNote } from "@/app/shell/wait-note";
import { StatementTag } from "@/components/statements/statement-tag";
import { Crumbs } from "@/components/ui/crumbs";
import { EmptyState } from "@/components/ui/empty-state";
import { NavLink } from "@/components/ui/nav-link";
import { PageHeader } from "@/components/ui/page-header";
import { formatInstant, formatMonth } from "@/lib/i18n/format";
import { statementSchema } from "@/lib/schemas/statements";
import { forPage } from "@/lib/server/pages";
import { getStatement, type StatementPage } from "@/lib/server/queries/statement";
import { Figures } from "./figures";
import { LinesPanel } from "./lines-panel";
import { PartsPanel } from "./parts-panel";
import { StatementActs } from "./statement-acts";
import { statementAddress } from "./statement-address";
import { UnknownMonth } from "./unknown-month";

type Props = {
  params: Promise<{ resellerSlug: string; month: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("statements");
  const { month } = await params;
  const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(month);
  return {
    title: isMonth ? t("statement.titled", { month: formatMonth(month, await getLocale()) }) : t("history.title"),
  };
}

/** One month's statement, by dealer or by account; an open one is what it will be if nothing changes. */
export default async function StatementDetailPage({ params, searchParams }: Props) {
  const { resellerSlug, month } = await params;
  const given = await searchParams;
  const asked = statementSchema.parse(given);
  const found = await forPage(getStatement(resellerSlug, month, asked));
  const base = `/r/${resellerSlug}/statements`;
  if (!found.ok) return <UnknownMonth base={base} params={found.params ?? {}} />;

  const page = found.value;
  const here = `${base}/${page.head.month}`;
  const isEmpty = page.head.accounts + page.head.corrections === 0;
  return (
    <>
      <Head page={page} base={base} acts={<StatementActs head={page.head} here={here} asked={asked} />} />
      <WaitNote wait={given.wait} timeZone={page.viewer.ownZone} />
      <Figures head={page.head} here={here} />
      <section className="panel" aria-label={(await getTranslations("statements"))("parts.caption")}>
        {isEmpty ? <Nothing /> : <Views here={here} view={asked.view} />}
        {!isEmpty && page.lines ? <LinesPanel page={page} here={here} asked={asked} /> : null}
        {isEmpty || page.lines ? null : <PartsPanel page={page} here={here} />}
      </section>
    </>
  );
}

async function Head({
  page: { head, viewer },
  base,
  acts,
}: {
  page: StatementPage;
  base: string;
  acts: React.ReactNode;
}) {
  const t = await getTranslations("statements");
  const locale = await getLocale();
  const month = formatMonth(head.month, locale);
  const at = (iso: string) => formatInstant(iso, { locale, timeZone: viewer.timeZone });
  const reference = head.reference ?? "";
  const fact = {
    OPEN: () => t("statement.openFact", { instant: at(head.closesAt) }),
    CLOSED: () => t("statement.closedFact", { reference, instant: at(head.closesAt) }),
    PAID: () => t("statement.paidFact", { reference, instant: at(head.paidAt ?? head.closesAt) }),
  }[head.status]();
  return (
    <>
      <Crumbs label={t("crumbs")} entries={[{ label: t("history.title"), href: base }, { label: month }]} />
      <PageHeader
        isLong
        title={t("statement.titled", { month })}
        fact={
          <span className="row flex-wrap">
            <StatementTag status={head.status} />
            {fact}
          </span>
        }
        acts={acts}
      />
    </>
  );
}

async function Views({ here, view }: { here: string; view: "dealers" | "accounts" }) {
  const t = await getTranslations("statements.statement");
  const none = { view: "dealers" } as const;
  return (
    <nav className="subnav" aria-label={t("views")}>
      <NavLink href={here} aria-current={view === "dealers" ? "page" : undefined}>
        {t("viewDealers")}
      </NavLink>
      <NavLink
        href={statementAddress(here, none, { view: "accounts" })}
        aria-current={view === "accounts" ? "page" : undefined}
      >
        {t("viewAccounts")}
      </NavLink>
    </nav>
  );
}

async function Nothing() {
  const t = await getTranslations("statements.statement.empty");
  return (
    <EmptyState icon="cal" title={t("title")}>
      {t("text")}
    </EmptyState>
  );
}
