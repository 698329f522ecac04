import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { LineTable } from "@/components/statements/line-table";
import { Button, ButtonLink } from "@/components/ui/button";
import { Chips, type FilterChip } from "@/components/ui/chips";
import { EmptyState } from "@/components/ui/empty-state";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon } from "@/components/ui/icon";
import { Pager } from "@/components/ui/pager";
import { hubNumberOf, type StatementParams } from "@/lib/schemas/statements";
import type { StatementPage } from "@/lib/server/queries/statement";
import { toAccountLines } from "./line-texts";
import { statementAddress } from "./statement-address";

type Props = { page: StatementPage; here: string; asked: StatementParams };

/** The statement's accounts, page by page, with search by hub ID and the dealer's filter. */
export async function LinesPanel({ page, here, asked }: Props) {
  const t = await getTranslations("statements.lines");
  const { head, lines } = page;
  if (!lines) return null;
  const accounts = await toAccountLines(lines.items, {
    currency: head.currency,
    hrefOf: ({ hubNumber }) => `${here}/accounts/${hubNumber}`,
  });
  return (
    <>
      <Search here={here} asked={asked} />
      <Filters page={page} here={here} asked={asked} />
      {accounts.length === 0 ? (
        <NoMatch here={here} asked={asked} />
      ) : (
        <>
          <LineTable lines={accounts} hasFee dealerHead={t("dealer")} />
          <Pages page={page} here={here} asked={asked} />
        </>
      )}
    </>
  );
}

async function Search({ here, asked }: Omit<Props, "page">) {
  const t = await getTranslations("statements.lines");
  const { dealer } = asked;
  return (
    <Form action={here} prefetch={false} className="tools">
      <HiddenFields values={{ view: "accounts", dealer }} />
      <label htmlFor="hub">{t("search")}</label>
      <span className="search">
        <Icon name="search" isSmall />
        <input
          className="input"
          id="hub"
          name="hub"
          type="search"
          defaultValue={asked.hub ?? ""}
          maxLength={40}
          autoComplete="off"
          spellCheck={false}
        />
      </span>
      <Button type="submit">{t("go")}</Button>
    </Form>
  );
}

async function Filters({ page, here, asked }: Props) {
  const t = await getTranslations("statements.lines");
  const dealer = page.parts.find(({ companyId }) => companyId === asked.dealer);
  const chips: FilterChip[] = [];
  if (asked.dealer) {
    const label = t("dealerChip", { name: dealer?.name ?? "–" });
    const removeHref = statementAddress(here, asked, { dealer: undefined });
    chips.push({ label, removeHref, removeLabel: t("remove", { filter: label }) });
  }
  if (asked.hub) {
    const label = t("hubChip", { hub: hubNumberOf(asked) ?? asked.hub });
    const removeHref = statementAddress(here, asked, { hub: undefined });
    chips.push({ label, removeHref, removeLabel: t("remove", { filter: label }) });
  }
  if (chips.length === 0) return null;
  return <Chips items={chips} clear={{ href: `${here}?view=accounts`, label: t("clearAll") }} />;
}

async function NoMatch({ here, asked }: Omit<Props, "page">) {
  const t = await getTranslations("statements.lines.noMatch");
  const refusals = await getTranslations("refusals");
  const isTyped = asked.hub === undefined || hubNumberOf(asked) !== null;
  return (
    <EmptyState
      icon="search"
      title={t("title")}
      act={<ButtonLink href={`${here}?view=accounts`}>{t("act")}</ButtonLink>}
    >
      {isTyped ? t("text") : refusals("HUB_ID_INVALID")}
    </EmptyState>
  );
}

async function Pages({ page: { lines }, here, asked }: Props) {
  const t = await getTranslations("statements.lines.pager");
  if (!lines) return null;
  const { items, previousCursor, nextCursor } = lines;
  const to = (change: { before?: string; after?: string }) => statementAddress(here, asked, change);
  return (
    <Pager
      label={t("label")}
      shown={t("shown", { n: items.length })}
      previous={previousCursor ? { href: to({ before: previousCursor }), label: t("previous") } : undefined}
      next={nextCursor ? { href: to({ after: nextCursor }), label: t("next") } : undefined}
    />
  );
}
