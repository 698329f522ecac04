import type { BenchApp } from "./bench-app";
import { signIn, type Visitor } from "./bench-visitor";
import { figure, median, type Section } from "./figures";

const mostTimesMemory = 2;
const mostTimesSmall = 1.2;
const warmUpRounds = 20;
const rounds = 100;

/** A page and how long each read of it took. */
export type Page = { visitor: Visitor; path: string; times: number[] };

/** Reads the pages in turn, each round in another order, so that all meet the same machine. */
export async function timeInTurn(pages: Page[]): Promise<void> {
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const first = round % pages.length;
    for (const page of [...pages.slice(first), ...pages.slice(0, first)]) {
      const ms = await page.visitor.time(page.path);
      if (round >= warmUpRounds) page.times.push(ms);
    }
  }
}

/** The objects page of a large dealer against the same rows from memory, and against a small dealer's. */
export async function benchPage(app: BenchApp, fleets: { large: number; small: number }): Promise<Section> {
  const kiwi = await signIn(app, "owner@kiwi.example");
  const dnipro = await signIn(app, "owner@dnipro.example");
  const large: Page = { visitor: kiwi, path: "/c/kiwi/objects", times: [] };
  const memory: Page = { visitor: kiwi, path: "/c/kiwi/objects/from-memory", times: [] };
  const small: Page = { visitor: dnipro, path: "/c/dnipro/objects", times: [] };
  await timeInTurn([large, memory, small]);
  const [largeMs, memoryMs, smallMs] = [median(large.times), median(memory.times), median(small.times)];
  return {
    key: "page",
    title: `The objects page, median of ${rounds}, production build, read one at a time`,
    figures: [
      figure(`dealer with ${fleets.large} hubs, counts included`, largeMs, "ms"),
      figure("the same rows from memory behind the same session read", memoryMs, "ms"),
      figure(`dealer with ${fleets.small} hubs`, smallMs, "ms"),
      figure("page to memory", largeMs / memoryMs, "×", mostTimesMemory),
      figure("large dealer to small dealer", largeMs / smallMs, "×", mostTimesSmall),
    ],
  };
}
