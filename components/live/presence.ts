/** Whether somebody looks at the page: yes; another tab is in front; nobody has touched it for long; no connection. */
export type Presence = "HERE" | "HIDDEN" | "AWAY" | "OFFLINE";

/** A page that draws itself anew must not keep a sign-in alive that nobody uses: half an hour ends one. */
const restMs = 20 * 60_000;
const lookMs = 30_000;

/** Calls `change` with each change of presence until the returned function is called. */
export function watchPresence(change: (presence: Presence) => void): () => void {
  let touchedAt = performance.now();
  let last: Presence = read(touchedAt);
  const look = () => {
    const next = read(touchedAt);
    if (next === last) return;
    last = next;
    change(next);
  };
  const touch = () => {
    touchedAt = performance.now();
    if (last === "AWAY") look();
  };
  const stop = new AbortController();
  const options = { passive: true, signal: stop.signal };
  document.addEventListener("visibilitychange", look, options);
  for (const name of ["online", "offline"]) window.addEventListener(name, look, options);
  for (const name of ["pointerdown", "pointermove", "keydown", "scroll"]) window.addEventListener(name, touch, options);
  const timer = setInterval(look, lookMs);
  return () => {
    stop.abort();
    clearInterval(timer);
  };
}

function read(touchedAt: number): Presence {
  if (document.visibilityState === "hidden") return "HIDDEN";
  if (!navigator.onLine) return "OFFLINE";
  return performance.now() - touchedAt >= restMs ? "AWAY" : "HERE";
}
