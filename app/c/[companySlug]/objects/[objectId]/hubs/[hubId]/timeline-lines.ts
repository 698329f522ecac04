import { getTranslations } from "next-intl/server";
import { actorWord, simulatorWord, toChangeLine, type Voice, voiceFor } from "@/app/shell/change-lines";
import { linesOfEvents } from "@/app/shell/event-lines";
import type { TimelineLine } from "@/components/hubs/timeline";
import type { IconName } from "@/components/ui/icon";
import { formatInstant, formatShortInstant, type Reader } from "@/lib/i18n/format";
import type { HubTimeline, TimelineEntry } from "@/lib/server/queries/hub-timeline";

const icons: Record<string, IconName> = {
  "package.activated": "star",
  "package.confirmed": "sim",
  "package.expiry_scheduled": "ends",
  "package.resumed": "undo",
  "package.stopped": "stop",
  "package.expired": "need",
  "package.activation_failed": "octa",
  "start.planned": "cal",
  "start.done": "star",
  "start.canceled": "undo",
  "start.refused": "octa",
  "hub.added": "hub",
  "hub.moved": "hub",
  "hub.shared": "people",
  "hub.share_added": "people",
  "hub.share_ended": "people",
  "hub.transfer_started": "way",
  "hub.transferred": "hub",
  "hub.transfer_interrupted": "octa",
  "station.saved": "ant",
  "station.tested": "ant",
  "station.removed": "ant",
  "sim.installed": "sim",
  "sim.swapped": "sim",
  "sim.retired": "simx",
  "sim.resent": "sim",
  "sim.gone": "simx",
  "sim.misplaced": "simx",
  "fault.injected": "alert",
  "fault.lifted": "undo",
  "simulator.used": "hub",
};

/** Puts a page of what happened on a hub into words, newest first (PRODUCT F17). */
export async function toTimelineLines({ order, acts, events }: HubTimeline, reader: Reader): Promise<TimelineLine[]> {
  const lines = [...(await linesOfActs(acts, reader)), ...(await linesOfEvents(events, reader))];
  const found = new Map(lines.map((line) => [line.id, line]));
  return order.flatMap((id) => found.get(id) ?? []);
}

/** An act this version has no word for reads as a change. */
async function linesOfActs(entries: readonly TimelineEntry[], reader: Reader): Promise<TimelineLine[]> {
  const t = await getTranslations("history.timeline");
  const voice = await voiceFor(reader);
  return entries.map((entry) => {
    const startsAt = entry.after?.startsAt;
    const key = `${entry.action.replace(".", "_")}${startsAt ? "_day" : ""}`;
    const until = startsAt ?? entry.after?.expiresAt;
    const end = typeof until === "string" ? formatInstant(until, reader) : "";
    return {
      id: entry.id,
      icon: icons[entry.action] ?? "info",
      at: formatShortInstant(entry.at, reader),
      atIso: entry.at,
      text: t(t.has(key) ? key : "other", { instant: end, what: whatOf(entry, voice), ...wordsOf(entry) }),
      by: t("by", { name: actorWord(entry, voice.t), origin: t(`origins.${entry.origin}`) }),
      why: entry.reason,
      changes: entry.changes.map((change) => toChangeLine(change, voice)),
    };
  });
}

/** What was done in the simulator, in words. */
function whatOf({ after }: TimelineEntry, { simulator }: Voice): string {
  const what = after?.fault ?? after?.verb;
  return typeof what === "string" ? simulatorWord(what, simulator) : "";
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
