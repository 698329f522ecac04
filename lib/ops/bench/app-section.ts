import { type BenchApp, openApp } from "./bench-app";
import { type Bench, makeWorld, runIn } from "./bench-world";
import type { Section } from "./figures";
import { benchHistory, fillHistory } from "./history-section";
import { benchPage } from "./page-section";
import { benchScript } from "./script-section";

const smallFleet = 1_000;

/** What the running app is measured by: the time of its largest pages, and the weight of the screen used most. */
export async function benchApp(bench: Bench): Promise<Section[]> {
  const world = await makeWorld(bench, "bench_app");
  await runIn(bench, world, "fleet", "--company", "kiwi", "--hubs", String(bench.hubs));
  await runIn(bench, world, "fleet", "--company", "dnipro", "--hubs", String(smallFleet));
  await fillHistory(world);
  const app: BenchApp = await openApp(bench, world);
  return [
    await benchPage(app, { large: bench.hubs, small: smallFleet }),
    await benchHistory(app),
    await benchScript(app),
  ];
}
