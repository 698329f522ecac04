/**
 * Holds back links and searches while there is no connection, until the returned function is called: they would lead to
 * the browser's own page of an error, away from what can still be read here. `held` is called for each (PRODUCT PHN-4).
 */
export function stayHere(held: () => void): () => void {
  const hold = (event: Event) => {
    if (navigator.onLine || !leadsAway(event)) return;
    event.preventDefault();
    event.stopPropagation();
    held();
  };
  const stop = new AbortController();
  // On the window and on the way down: before any link's own hands.
  const options = { capture: true, signal: stop.signal };
  for (const name of ["click", "submit"]) window.addEventListener(name, hold, options);
  keepDocument(held, stop.signal);
  return () => stop.abort();
}

/**
 * The router leaves the whole document when the page it asked for does not come, and a connection can break off just
 * then. Held back, it waits for a page that never comes: the page is loaded anew once there is a connection.
 */
function keepDocument(held: () => void, signal: AbortSignal): void {
  // Not every browser knows it.
  const navigation: Navigation | undefined = window.navigation;
  navigation?.addEventListener(
    "navigate",
    (event) => {
      const isOwn = event.navigationType === "push" || event.navigationType === "replace";
      if (navigator.onLine || !event.cancelable || !isOwn || event.destination.sameDocument) return;
      event.preventDefault();
      held();
      window.addEventListener("online", () => location.reload(), { once: true, signal });
    },
    { signal },
  );
}

/** Forms that send something say themselves that nothing was sent. */
function leadsAway({ type, target }: Event): boolean {
  if (type === "submit") return target instanceof HTMLFormElement && target.method === "get";
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link || link.origin !== location.origin) return false;
  return !(link.hash && link.pathname === location.pathname && link.search === location.search);
}
