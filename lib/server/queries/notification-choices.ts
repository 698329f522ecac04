import "server-only";
import {
  type NotificationChannel,
  type NotificationTopic,
  notificationChannels,
  printChoice,
  type TopicGroup,
  topicGroups,
  topicOf,
  topicsFor,
} from "@/lib/domain/notification-topics";
import { onDatabase } from "../context";
import { requireAccount } from "../gate";
import { listMuted } from "../store/muted-topics";
import { getViewer } from "./account";

/** A way a topic comes by. `name` is what a form calls the choice, null for one that is always on. */
export type TopicCell = { channel: NotificationChannel; name: string | null; isOn: boolean };

/** One topic; `cells` stand in the order of the channels, null where it does not come that way. */
export type TopicLine = { topic: NotificationTopic; cells: (TopicCell | null)[] };

export type NotificationChoices = {
  email: string;
  channels: readonly NotificationChannel[];
  panels: { group: TopicGroup; lines: TopicLine[] }[];
};

/** Reads what can reach the signed-in person and what of it is switched off, by group. Throws UNAUTHENTICATED. */
export async function getNotificationChoices(): Promise<NotificationChoices> {
  const { accountId, email, isPlatformAdmin } = await requireAccount();
  const { contexts } = await getViewer();
  const muted = new Set((await onDatabase((client) => listMuted(client, accountId))).map(printChoice));
  const topics = topicsFor({ places: contexts, isPlatformAdmin });
  const panels = topicGroups.map((group) => ({
    group,
    lines: topics.filter((topic) => topicOf(topic).group === group).map((topic) => toLine(topic, muted)),
  }));
  return { email, channels: notificationChannels, panels: panels.filter(({ lines }) => lines.length > 0) };
}

function toLine(topic: NotificationTopic, muted: ReadonlySet<string>): TopicLine {
  const { channels, isFixed = false } = topicOf(topic);
  const cells = notificationChannels.map((channel) => {
    if (!channels.includes(channel)) return null;
    const name = printChoice({ topic, channel });
    return { channel, name: isFixed ? null : name, isOn: isFixed || !muted.has(name) };
  });
  return { topic, cells };
}
