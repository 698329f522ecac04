import { channelsOf, isPinging, offlineAt } from "@/lib/domain/connection";
import type { EventName } from "@/lib/domain/event-codes";
import { eventOfHub, type HubEvent } from "@/lib/domain/hub-events";
import { type Channel, channels, type LiveHub } from "@/lib/domain/live-hub";
import { toggled } from "./stimulus";

type Connected = { hub: LiveHub; events: readonly HubEvent[] };

const channelEvents: Record<Channel, { lost: EventName; back: EventName }> = {
  ETHERNET: { lost: "ETHERNET_LOST", back: "ETHERNET_BACK" },
  WIFI: { lost: "WIFI_LOST", back: "WIFI_BACK" },
  GSM: { lost: "GSM_LOST", back: "GSM_BACK" },
};

/**
 * Lets a hub look at what carries it. Its last channel gone, it still counts as online until three pings are missed and
 * the alarm delay is over; a channel that returns brings it back. A hub tells of a channel only over another one.
 */
export function connect(before: LiveHub, now: Temporal.Instant): Connected {
  const carried = { ...before, activeChannels: channelsOf(before) };
  if (isPinging(carried)) return heard(before, carried, now);
  if (before.isOnline) return unheard(before, carried, now);
  return { hub: { ...carried, activeChannels: [] }, events: [] };
}

function heard(before: LiveHub, carried: LiveHub, now: Temporal.Instant): Connected {
  const wasHeard = before.isOnline && isPinging(before);
  const isBack = !before.isOnline;
  const hub = {
    ...carried,
    isOnline: true,
    onlineSince: before.onlineSince ?? now,
    lastSeenAt: wasHeard ? before.lastSeenAt : now,
    offlineDueAt: null,
  };
  if (isBack) return { hub: { ...hub, lostChannels: [] }, events: [eventOfHub(hub, "HUB_ONLINE")] };
  return tellChannels(before, hub);
}

function tellChannels(before: LiveHub, after: LiveHub): Connected {
  let hub = after;
  const events: HubEvent[] = [];
  for (const channel of channels) {
    const [was, is] = [before.activeChannels.includes(channel), after.activeChannels.includes(channel)];
    const isTold = was ? !is : is && before.lostChannels.includes(channel);
    if (!isTold) continue;
    hub = { ...hub, lostChannels: toggled(hub.lostChannels, channel, was) };
    events.push(eventOfHub(hub, channelEvents[channel][was ? "lost" : "back"]));
  }
  return { hub, events };
}

function unheard(before: LiveHub, carried: LiveHub, now: Temporal.Instant): Connected {
  const isNew = before.offlineDueAt === null;
  const dueAt = before.offlineDueAt ?? offlineAt(before, now);
  const waiting = { ...carried, offlineDueAt: dueAt, lastSeenAt: isNew ? now : before.lastSeenAt };
  if (Temporal.Instant.compare(now, dueAt) < 0) return { hub: waiting, events: [] };

  const gone = { isOnline: false, onlineSince: null, offlineDueAt: null, activeChannels: [], lostChannels: [] };
  const hub = { ...waiting, ...gone };
  return { hub, events: [eventOfHub(hub, "HUB_OFFLINE")] };
}
