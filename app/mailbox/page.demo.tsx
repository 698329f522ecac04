import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { MailTable } from "@/components/mail/mail-table";
import { RefreshWhile } from "@/components/mail/refresh-while";
import { Button, ButtonLink } from "@/components/ui/button";
import { Chips } from "@/components/ui/chips";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { formatShortInstant } from "@/lib/i18n/format";
import { mailboxSchema } from "@/lib/schemas/mailbox";
import { forPage } from "@/lib/server/pages";
import { getMailbox, type MailItem } from "@/lib/server/queries/mailbox";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mailbox"))("title") };
}

/** Every mail of the demo, newest first; `?to=` shows those to one address. */
export default async function MailboxPage({ searchParams }: Props) {
  const asked = mailboxSchema.parse(await searchParams);
  const { items, nextCursor } = await forPage(getMailbox(asked));
  const t = await getTranslations("mailbox");
  return (
    <>
      <PageHeader title={t("title")} fact={t("intro")} />
      <RefreshWhile isUnderWay={items.length === 0 || items.some(({ subject }) => subject === null)} />
      <section className="panel" aria-label={t("table.caption")}>
        <form className="filter-row pt-3" action="/mailbox">
          <Field id="to" name="to" type="search" label={t("to")} defaultValue={asked.to} autoComplete="off" />
          <Button type="submit">{t("filter")}</Button>
        </form>
        {asked.to ? (
          <Chips
            items={[{ label: t("chip", { to: asked.to }), removeHref: "/mailbox", removeLabel: t("removeChip") }]}
          />
        ) : null}
        <MailList items={items} to={asked.to} nextCursor={nextCursor} />
      </section>
    </>
  );
}

async function MailList({ items, to, nextCursor }: { items: MailItem[]; to?: string; nextCursor: string | null }) {
  const t = await getTranslations("mailbox");
  const locale = await getLocale();
  if (items.length === 0) {
    return to ? (
      <EmptyState
        icon="search"
        title={t("noMatch.title", { to })}
        act={<ButtonLink href="/mailbox">{t("noMatch.act")}</ButtonLink>}
      >
        {t("noMatch.text")}
      </EmptyState>
    ) : (
      <EmptyState icon="dl" title={t("none.title")} act={<ButtonLink href="/register">{t("none.act")}</ButtonLink>}>
        {t("none.text")}
      </EmptyState>
    );
  }
  const rows = items.map((item) => ({ ...item, at: formatShortInstant(item.at, { locale, timeZone: "UTC" }) }));
  const next = `/mailbox?${new URLSearchParams({ ...(to ? { to } : {}), before: nextCursor ?? "" })}`;
  return (
    <>
      <MailTable rows={rows} />
      <Pager
        label={t("pager.label")}
        shown={t("pager.shown", { n: items.length })}
        next={nextCursor ? { href: next, label: t("pager.next") } : undefined}
      />
    </>
  );
}
