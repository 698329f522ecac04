import { beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveMessage } from "@/lib/live/message";

type Store = typeof import("./store");

/** A page drawn when transactions below `xid` had ended. */
const at = (xid: number) => `${xid}:${xid}:`;

const told = (xid: number, kind = "sim.reported"): LiveMessage => ({
  changes: [{ id: String(xid), kind, subject: "s", hub: "00000001", xid: String(xid) }],
  signals: [],
  hasGap: false,
  position: at(xid + 1),
});

describe("a page that is drawn anew", () => {
  let store: Store;

  beforeEach(async () => {
    vi.resetModules();
    store = await import("./store");
  });

  /** Draws the page at a position, and lets `meanwhile` happen while it is drawn. */
  function draw(stop: () => void, position: string, meanwhile: () => void = () => undefined): () => void {
    store.noteBegun();
    meanwhile();
    stop();
    const next = store.watch({ topics: ["hub:00000001"], position });
    store.noteDrawn();
    return next;
  }

  it("is up to date once its position covers what was told", () => {
    const stop = store.watch({ topics: ["hub:00000001"], position: at(10) });
    store.receive(told(10));
    expect(store.isPageOld()).toBe(true);
    draw(stop, at(11));
    expect(store.isPageOld()).toBe(false);
  });

  it("is drawn once more for what was told while it was drawn", () => {
    const stop = store.watch({ topics: ["hub:00000001"], position: at(10) });
    store.receive(told(10, "package.stopped"));
    const next = draw(stop, at(11), () => store.receive(told(11)));
    expect(store.isPageOld()).toBe(true);
    draw(next, at(12));
    expect(store.isPageOld()).toBe(false);
  });

  it("is left alone where drawing it did not help, until there is news", () => {
    store.watch({ topics: ["hub:00000001"], position: at(10) });
    store.receive(told(10));
    store.noteBegun();
    store.noteDrawn();
    expect(store.isPageOld()).toBe(false);
    store.receive(told(12, "hub.event"));
    expect(store.isPageOld()).toBe(true);
  });
});
