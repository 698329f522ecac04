import type { LiveHub } from "@/lib/domain/live-hub";
import type { Transaction } from "@/lib/server/context";
import { appendHubFacts, type HubFact } from "@/lib/server/feed/append";
import { loadLiveHubs } from "@/lib/server/store/live-hubs";
import { saveLiveHubs } from "@/lib/server/store/save-live-hubs";
import { react } from "./hub/react";
import type { Answer, Stimulus } from "./hub/stimulus";

/** One hub feels one thing, at an instant of its company's clock. */
export type HubImpulse = { hubKey: string; stimulus: Stimulus; at: Temporal.Instant };

/** What came of it. `eventId` is the id of the first event that is told of it; null where none is. */
export type HubAnswer = { answer: Answer; hasChanged: boolean; eventId: string | null };

/**
 * Lets hubs react to impulses, in the order given, in the caller's transaction: the hubs are locked, and what becomes of
 * them and everything they tell is written together. Any number of hubs takes the same few statements. Null stands for a
 * hub that is gone.
 */
export async function stimulate(tx: Transaction, impulses: readonly HubImpulse[]): Promise<(HubAnswer | null)[]> {
  if (impulses.length === 0) return [];
  const loaded = await loadLiveHubs(
    tx,
    impulses.map(({ hubKey }) => hubKey),
  );
  const hubs = new Map<string, LiveHub>(loaded.map((hub) => [hub.key, hub]));
  const facts: HubFact[] = [];
  const answers = impulses.map(({ hubKey, stimulus, at }) => {
    const hub = hubs.get(hubKey);
    if (!hub) return null;
    const reaction = react(hub, stimulus, at);
    hubs.set(hubKey, reaction.hub);
    const told = factsOf(hub, reaction, at);
    facts.push(...told);
    const eventId = told.find(({ kind }) => kind === "hub.event")?.id ?? null;
    return { answer: reaction.answer, hasChanged: reaction.hub !== hub, eventId };
  });
  await saveLiveHubs(
    tx,
    loaded.map((before) => ({ before, after: hubs.get(before.key) ?? before })),
  );
  await appendHubFacts(tx, facts);
  return answers;
}

function factsOf(hub: LiveHub, { events, updates }: ReturnType<typeof react>, at: Temporal.Instant): HubFact[] {
  const place = { companyId: hub.companyId, hubKey: hub.key, at };
  return [
    ...events.map((payload) => ({ ...place, id: crypto.randomUUID(), kind: "hub.event" as const, payload })),
    ...updates.map((payload) => ({ ...place, id: crypto.randomUUID(), kind: "hub.update" as const, payload })),
  ];
}
