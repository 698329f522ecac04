import type { LiveMessage } from "@/lib/live/message";
import type { Position } from "@/lib/live/position";
import { type Presence, watchPresence } from "./presence";

/** Whether changes arrive: yes; no connection; no right any longer; not wanted, as nobody is there. */
export type LinkState = "LIVE" | "LOST" | "ENDED" | "RESTING";

type Options = {
  place: string;
  from: Position;
  take: (message: LiveMessage) => void;
  report: (state: LinkState) => void;
};

type Link = Options & {
  position: Position;
  source: EventSource | null;
  request: AbortController | null;
  timer: number;
  lostTimer: number;
  answersLeft: number;
};

type Answer = { message: LiveMessage | null; end: string | null };

/** Without a message in this time, something between here and the server keeps streams back. */
const silenceMs = 8_000;

/** A short break is nobody's business. */
const lostMs = 3_000;
const retryMs = 2_000;

/** With the fallback the stream is tried again after so many answers. */
const answersBeforeRetry = 30;

/**
 * Keeps hearing from the server: by a stream, and where streams do not pass, by one answer after another. While the tab
 * is hidden or nobody is there nothing is asked; then it goes on from where it was.
 */
export function keepLink(options: Options): () => void {
  const empty = { source: null, request: null, timer: 0, lostTimer: 0, answersLeft: 0 };
  const link: Link = { ...options, ...empty, position: options.from };
  const follow = (presence: Presence) => {
    halt(link);
    if (presence === "HERE") listen(link);
    if (presence === "AWAY") options.report("RESTING");
    if (presence === "OFFLINE") options.report("LOST");
  };
  const leave = watchPresence(follow);
  if (document.visibilityState === "visible") listen(link);
  return () => {
    leave();
    halt(link);
  };
}

function addressOf({ place, position }: Link, path: string): string {
  return `/api/live${path}?${new URLSearchParams({ in: place, after: position })}`;
}

function halt(link: Link): void {
  link.source?.close();
  link.request?.abort();
  clearTimeout(link.timer);
  clearTimeout(link.lostTimer);
  Object.assign(link, { source: null, request: null, lostTimer: 0 });
}

function listen(link: Link): void {
  halt(link);
  const source = new EventSource(addressOf(link, ""));
  link.source = source;
  link.timer = window.setTimeout(() => fallBack(link, answersBeforeRetry), silenceMs);
  source.onmessage = ({ data }) => {
    clearTimeout(link.timer);
    hear(link, JSON.parse(data));
  };
  source.addEventListener("end", () => finish(link));
  source.onerror = () => {
    noteLoss(link);
    if (source.readyState === EventSource.CLOSED) fallBack(link, 1);
  };
}

/** Asks for so many answers before the stream is tried again; one tells why a stream was refused. */
function fallBack(link: Link, answers: number): void {
  link.source?.close();
  link.source = null;
  clearTimeout(link.timer);
  link.answersLeft = answers;
  void ask(link);
}

async function ask(link: Link): Promise<void> {
  if (link.answersLeft-- <= 0) return listen(link);
  const request = new AbortController();
  link.request = request;
  try {
    const response = await fetch(addressOf(link, "/next"), { signal: request.signal, cache: "no-store" });
    if ([401, 403, 404].includes(response.status)) return finish(link);
    if (!response.ok) throw new Error(String(response.status));
    const { message, end }: Answer = await response.json();
    if (end) return finish(link);
    if (message) hear(link, message);
    link.timer = window.setTimeout(() => void ask(link), 0);
  } catch {
    if (request.signal.aborted) return;
    noteLoss(link);
    link.answersLeft += 1;
    link.timer = window.setTimeout(() => void ask(link), retryMs);
  }
}

function hear(link: Link, message: LiveMessage): void {
  link.position = message.position;
  clearTimeout(link.lostTimer);
  link.lostTimer = 0;
  link.report("LIVE");
  link.take(message);
}

function noteLoss(link: Link): void {
  link.lostTimer ||= window.setTimeout(() => link.report("LOST"), lostMs);
}

function finish(link: Link): void {
  halt(link);
  link.report("ENDED");
}
