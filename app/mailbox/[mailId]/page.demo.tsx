import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LetterFrame } from "@/components/mail/letter-frame";
import { RefreshWhile } from "@/components/mail/refresh-while";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatShortInstant } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getLetter } from "@/lib/server/queries/mailbox";

type Props = { params: Promise<{ mailId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mailbox"))("letter.title") };
}

/** One mail of the demo, as it looks and as text. */
export default async function LetterPage({ params }: Props) {
  const letter = await forPage(getLetter((await params).mailId));
  const t = await getTranslations("mailbox.letter");
  const at = formatShortInstant(letter.at, { locale: await getLocale(), timeZone: "UTC" });
  const all = `/mailbox?${new URLSearchParams({ to: letter.recipient })}`;
  const { html, text } = letter;
  return (
    <>
      <Crumbs
        label={t("back")}
        entries={[
          { label: t("mailbox"), href: "/mailbox" },
          { label: letter.recipient, href: all },
        ]}
      />
      <PageHeader title={letter.subject ?? t("unsent")} fact={t("fact", { to: letter.recipient, at })} />
      {html === null || text === null ? (
        <>
          <RefreshWhile isUnderWay />
          <Note kind="info">{t("waiting")}</Note>
        </>
      ) : (
        <div className="stack">
          <LetterFrame title={letter.subject ?? t("unsent")} html={html} />
          <Panel id="as-text" title={t("asText")}>
            <pre className="whitespace-pre-wrap wrap-anywhere font-mono text-xs">{text}</pre>
          </Panel>
        </div>
      )}
    </>
  );
}
