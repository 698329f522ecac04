import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { ChoiceForm, type ChoiceRow } from "@/components/notifications/choice-form";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { choicesViewSchema } from "@/lib/schemas/notifications";
import { forPage } from "@/lib/server/pages";
import { getNotificationChoices, type TopicLine } from "@/lib/server/queries/notification-choices";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notifications"))("title") };
}

/** What the person wants to be told of, and how: by bell, by mail, in the mail of the day. */
export default async function NotificationSettingsPage({ searchParams }: Props) {
  const { done } = choicesViewSchema.parse(await searchParams);
  const { email, channels, panels } = await forPage(getNotificationChoices());
  const t = await getTranslations("notifications");
  const word = await rowWords();
  return (
    <>
      <Crumbs
        label={t("crumbs")}
        entries={[{ label: t("back"), href: "/account/notifications" }, { label: t("title") }]}
      />
      <PageHeader title={t("title")} fact={t("fact", { email })} />
      <div className="stack max-w-3xl">
        {done ? (
          <Note kind="done" isAlert>
            {t("saved")}
          </Note>
        ) : null}
        <ChoiceForm
          key={JSON.stringify(panels)}
          texts={await formTexts()}
          labels={{ topic: t("topic"), always: t("always"), notBy: t("notBy"), submit: t("submit") }}
          columns={channels.map((channel) => ({ channel, label: t(`channels.${channel}`) }))}
          panels={panels.map(({ group, lines }) => ({
            id: group,
            title: t(`groups.${group}`),
            hint: group === "account" ? t("alwaysHint") : null,
            rows: lines.map(word),
          }))}
        />
      </div>
    </>
  );
}

async function rowWords(): Promise<(line: TopicLine) => ChoiceRow> {
  const t = await getTranslations("notifications");
  return ({ topic, cells }) => {
    const label = t(`topics.${topic.replace(".", "_")}`);
    const spoken = (channel: string) => t("named", { topic: label, channel: t(`channels.${channel}`) });
    return { topic, label, cells: cells.map((cell) => cell && { ...cell, spoken: spoken(cell.channel) }) };
  };
}
