import { getLocale, getTranslations } from "next-intl/server";
import { actorWord, capitalize, toChangeLine, voiceFor } from "@/app/shell/change-lines";
import type { HistoryLine } from "@/components/history/history-table";
import type { IconName } from "@/components/ui/icon";
import { formatShortInstant, type Reader } from "@/lib/i18n/format";
import type { HistoryEntry, HistoryPage } from "@/lib/server/queries/history";

type Words = Awaited<ReturnType<typeof getTranslations>>;

const actIcons: Record<string, IconName> = {
  "package.activated": "star",
  "package.expiry_scheduled": "ends",
  "package.resumed": "undo",
  "package.stopped": "stop",
  "package.expired": "need",
  "package.activation_failed": "octa",
};

const areaIcons: Record<string, IconName> = {
  company: "other",
  connection: "people",
  employee: "people",
  hub: "hub",
  invitation: "people",
  object: "door",
  package: "star",
  start: "cal",
  sim: "sim",
};

/** Puts entries of the log into the reader's language, with times of the company's zone. */
export async function toHistoryLines(
  page: Pick<HistoryPage, "entries" | "viewer">,
  company: string,
): Promise<HistoryLine[]> {
  const reader = { locale: await getLocale(), timeZone: page.viewer.timeZone };
  const voice = await voiceFor(reader);
  const { t } = voice;
  const words = await getTranslations("history.actions");
  return page.entries.map((entry) => ({
    id: entry.id,
    icon: actIcons[entry.action] ?? areaIcons[areaOf(entry.action)] ?? "info",
    at: formatShortInstant(entry.at, reader),
    atIso: entry.at,
    effective: toEffective(entry, page.viewer.now, { reader, t }),
    who: toActor(entry, t),
    channel: t.has(`channels.${entry.origin}`) ? t(`channels.${entry.origin}`) : entry.origin,
    what: capitalize(actWord(entry.action, words), reader.locale),
    subject: toSubject(entry, company, page.viewer.companySlug),
    changes: entry.changes.map((change) => toChangeLine(change, voice)),
    reason: entry.reason,
  }));
}

/** The word for an action; one this version has no word for reads as a change. */
export function actWord(action: string, words: Words): string {
  const key = action.replace(".", "_");
  return words(words.has(key) ? key : "other");
}

function areaOf(action: string): string {
  return action.split(".")[0] ?? action;
}

function toActor({ actorKind, actorName, actorCompany }: HistoryEntry, t: Words): string {
  if (actorCompany && actorKind === "PERSON") return t("table.of", { name: actorName, company: actorCompany });
  return actorWord({ actorKind, actorName }, t);
}

function toEffective(
  { effectiveAt }: HistoryEntry,
  now: string,
  { reader, t }: { reader: Reader; t: Words },
): string | null {
  if (!effectiveAt) return null;
  const instant = formatShortInstant(effectiveAt, reader);
  return t(effectiveAt > now ? "table.effective" : "table.tookEffect", { instant });
}

/** A hub leads to its screen while it is the company's own; another company's is told by its number alone. */
function toSubject({ subject }: HistoryEntry, company: string, slug: string): HistoryLine["subject"] {
  const { hubId, hubName, objectId, objectName, personName, partnerName } = subject;
  const objectHref = objectId ? `/c/${slug}/objects/${objectId}` : null;
  if (hubId && hubName && objectHref) {
    return { text: hubName, detail: [objectName, hubId].join(" · "), href: `${objectHref}/hubs/${hubId}` };
  }
  if (hubId) return { text: hubId, detail: null, href: null };
  if (objectName) return { text: objectName, detail: null, href: objectHref };
  return { text: personName ?? partnerName ?? company, detail: null, href: null };
}
