import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isAppError } from "@/lib/errors";
import { forgetPace, takeRequest } from "./pace";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "Date"] });
  forgetPace();
});
afterEach(() => {
  forgetPace();
  vi.useRealTimers();
});

/** Sends requests one after the other until one is refused, and counts those that passed; `most` at most. */
function passing(caller: string, most = 1_000): number {
  for (let count = 0; count < most; count++) {
    try {
      takeRequest(caller);
    } catch (error) {
      if (!isAppError(error, "RATE_LIMITED")) throw error;
      return count;
    }
  }
  return most;
}

const wait = (seconds: number) => vi.advanceTimersByTime(seconds * 1_000);

describe("the pace of a caller", () => {
  it("begins with a burst of 300", () => {
    expect(passing("one")).toBe(300);
  });

  it.each([
    [1, 1],
    [10, 10],
    [60, 60],
    [299, 299],
    [300, 300],
    [3_600, 300],
  ])(
    "after a spent burst has %d s later %d requests: sixty a minute, and never more than the burst",
    (seconds, given) => {
      passing("one");
      wait(seconds);
      expect(passing("one")).toBe(given);
    },
  );

  it("sustains one a second for as long as it likes, with the burst untouched", () => {
    for (let count = 0; count < 600; count++) {
      expect(passing("one", 1)).toBe(1);
      wait(1);
    }
    expect(passing("one")).toBe(300);
  });

  it("loses nothing by a refusal, however often it is asked meanwhile", () => {
    passing("one");
    for (let count = 0; count < 50; count++) expect(passing("one")).toBe(0);
    wait(1);
    expect(passing("one")).toBe(1);
  });

  it("says when to come again, and that is true", () => {
    passing("one");
    const refused = () => {
      try {
        takeRequest("one");
      } catch (error) {
        if (isAppError(error, "RATE_LIMITED")) return String(error.params.time);
      }
      return null;
    };
    const time = refused();
    expect(time).not.toBeNull();
    const due = Temporal.Instant.from(time ?? "").epochMilliseconds;
    vi.advanceTimersByTime(due - Date.now() - 1);
    expect(refused()).not.toBeNull();
    vi.advanceTimersByTime(1);
    expect(refused()).toBeNull();
  });

  it("is that caller's alone", () => {
    passing("one");
    expect(passing("other")).toBe(300);
  });

  it("is kept where thousands of others come by", () => {
    passing("one");
    for (let index = 0; index < 25_000; index++) takeRequest(`passer-by ${index}`);
    expect(passing("one")).toBe(0);
  });
});
