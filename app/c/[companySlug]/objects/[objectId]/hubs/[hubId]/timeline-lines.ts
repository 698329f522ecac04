import { getTranslations } from "next-intl/server";
import type { TimelineLine } from "@/components/hubs/timeline";
import type { IconName } from "@/components/ui/icon";
import { formatInstant, formatShortInstant, type Reader } from "@/lib/i18n/format";
import type { TimelineEntry } from "@/lib/server/queries/hubs";

const icons: Record<string, IconName> = {
  "package.activated": "star",
  "package.confirmed": "sim",
  "package.expiry_scheduled": "ends",
  "package.resumed": "undo",
  "package.stopped": "stop",
  "package.expired": "need",
  "package.activation_failed": "octa",
  "hub.added": "hub",
  "hub.moved": "hub",
  "hub.transfer_started": "way",
  "hub.transferred": "hub",
  "hub.transfer_interrupted": "octa",
  "sim.installed": "sim",
  "sim.swapped": "sim",
  "sim.retired": "simx",
};

/** Puts a hub's history into words; an act this version has no word for reads as a change. */
export async function toTimelineLines(entries: readonly TimelineEntry[], reader: Reader): Promise<TimelineLine[]> {
  const t = await getTranslations("history.timeline");
  return entries.map((entry) => {
    const key = entry.action.replace(".", "_");
    const end = typeof entry.after?.expiresAt === "string" ? formatInstant(entry.after.expiresAt, reader) : "";
    return {
      id: entry.id,
      icon: icons[entry.action] ?? "info",
      at: formatShortInstant(happenedAt(entry), reader),
      atIso: happenedAt(entry),
      text: t(t.has(key) ? key : "other", { instant: end, ...wordsOf(entry) }),
      by: t("by", { name: entry.actorName, origin: t(`origins.${entry.origin}`) }),
    };
  });
}

/** An end happens at its stored instant, whenever the job ran; whatever a person does happens when it is done. */
function happenedAt({ actorKind, at, effectiveAt }: TimelineEntry): string {
  return actorKind === "JOB" ? effectiveAt : at;
}

/** The places and SIMs an entry names; empty where it names none. */
function wordsOf({ before, after }: TimelineEntry): Record<"from" | "to" | "sim", string> {
  const textOf = (value: unknown) => (typeof value === "string" ? value : "");
  return {
    from: textOf(before?.object) || textOf(before?.iccid) || textOf(after?.from),
    to: textOf(after?.object) || textOf(after?.to),
    sim: textOf(after?.iccid),
  };
}
