import { getTranslations } from "next-intl/server";
import type { TimelineLine } from "@/components/hubs/timeline";
import type { IconName } from "@/components/ui/icon";
import { formatShortInstant, type Reader } from "@/lib/i18n/format";
import type { HubEventEntry } from "@/lib/server/queries/hub-timeline";

const eventIcons: Record<string, IconName> = {
  ALARM: "alert",
  MALFUNCTION: "octa",
  SECURITY: "lock",
  USER: "people",
};

/**
 * Says what a hub told. What a device felt names the device and its room; what a person ordered is by that person. Those
 * who look after the hub read its groups, its code, and whether the monitoring station has yet to acknowledge it too.
 */
export async function linesOfEvents(events: readonly HubEventEntry[], reader: Reader): Promise<TimelineLine[]> {
  const t = await getTranslations("history.events");
  return events.map((event) => {
    const { id, at, eventType, eventTag, transition, sourceObjectType, sourceObjectName, sourceRoomName, trace } =
      event;
    const key = transition === "RECOVERED" && t.has(`${eventTag}Over`) ? `${eventTag}Over` : eventTag;
    const source = sourceRoomName ? `${sourceObjectName}, ${sourceRoomName}` : sourceObjectName;
    return {
      id,
      icon: eventIcons[eventType] ?? "info",
      at: formatShortInstant(at, reader),
      atIso: at,
      text: t.has(key) ? t(key) : t("other"),
      by: [
        sourceObjectType === "HUB" ? t("byHub") : source,
        ...(trace ? [...trace.groups, trace.code] : []),
        ...(trace?.isWaiting ? [t("waiting")] : []),
      ].join(" · "),
      why: null,
      changes: [],
    };
  });
}
