import type { LiveChange, LiveMessage, LiveSignal } from "@/lib/live/message";
import { covers, includes, type Position } from "@/lib/live/position";

/** Something drawn: which topics it shows, and at which position of the feed it was drawn. */
export type Watch = { topics: readonly string[]; position: Position };

type Entry = Watch & {
  /** Drawing it anew has not helped; only news makes it worth another try. */
  isTried: boolean;
  hasMissed: boolean;
  /** It came, or was told something, after the last drawing had begun: that one could not yet show it. */
  isNews: boolean;
};

/** So many changes are remembered, for parts that are drawn from a page kept by the browser. */
const mostKept = 200;

const entries = new Set<Entry>();
const kept: LiveChange[] = [];
let forgotten: LiveChange | undefined;
let gap: Position | undefined;
let onStale: () => void = () => undefined;
const hearers = new Set<(signals: readonly LiveSignal[]) => void>();

/** A change is watched for by its whole kind, its area, its hub, its object, or its subject. */
function topicsOf({ kind, hub, object, subject }: LiveChange): string[] {
  return [kind, kind.split(".")[0] ?? "", `hub:${hub}`, `object:${object}`, `subject:${subject}`];
}

function isOld(entry: Entry): boolean {
  const { position, topics } = entry;
  if (entry.isTried) return false;
  if (entry.hasMissed || (gap && !includes(position, gap))) return true;
  if (forgotten && !covers(position, forgotten.xid)) return true;
  return kept.some(
    (change) => !covers(position, change.xid) && topicsOf(change).some((topic) => topics.includes(topic)),
  );
}

/** Answers whether something on the page shows less than what is known to have happened. */
export function isPageOld(): boolean {
  return [...entries].some(isOld);
}

/** Keeps watch for a drawn part of the page until the returned function is called. */
export function watch(what: Watch): () => void {
  const entry: Entry = { ...what, isTried: false, hasMissed: false, isNews: true };
  entries.add(entry);
  if (isOld(entry)) onStale();
  return () => entries.delete(entry);
}

/** Takes note of what the server told. A moved clock concerns everything that is drawn. */
export function receive({ changes, signals, hasGap, position }: LiveMessage): void {
  kept.push(...changes);
  const surplus = kept.splice(0, Math.max(0, kept.length - mostKept));
  forgotten = surplus.at(-1) ?? forgotten;
  if (hasGap) gap = position;
  for (const entry of entries) {
    entry.isTried = false;
    entry.isNews = true;
    entry.hasMissed ||= signals.some((signal) => signal === "clock" || entry.topics.includes(signal));
  }
  if (signals.length > 0) for (const hear of hearers) hear(signals);
  if (isPageOld()) onStale();
}

/** Says that the page is being drawn anew: what is told from here on may come too late for it. */
export function noteBegun(): void {
  for (const entry of entries) entry.isNews = false;
}

/**
 * Says that the page was drawn anew: what is still old cannot be helped by doing so again at once, but for what came while
 * it was drawn.
 */
export function noteDrawn(): void {
  for (const entry of entries) if (isOld(entry) && !entry.isNews) entry.isTried = true;
}

/** Calls `act` whenever something on the page has become old. There is one who draws pages anew. */
export function whenOld(act: () => void): () => void {
  onStale = act;
  return () => {
    onStale = () => undefined;
  };
}

/** Calls `hear` with each signal that arrives. */
export function onSignals(hear: (signals: readonly LiveSignal[]) => void): () => void {
  hearers.add(hear);
  return () => hearers.delete(hear);
}
