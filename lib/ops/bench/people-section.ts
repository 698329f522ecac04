import { type BenchApp, openApp } from "./bench-app";
import { signIn } from "./bench-visitor";
import { type Bench, makeWorld } from "./bench-world";
import { crowd, hireCrowd } from "./crowd";
import { benchAnswers } from "./even-section";
import { figure, median, type Section } from "./figures";
import { type Page, timeInTurn } from "./page-section";
import { benchStorm } from "./storm-section";

const mostTimesSmall = 1.5;

/** What concerns people: the list of many employees, a storm of sign-ins, and answers that tell nothing. */
export async function benchPeople(bench: Bench): Promise<Section[]> {
  const world = await makeWorld(bench, "bench_people");
  await hireCrowd(world);
  const app: BenchApp = await openApp(bench, world);
  // Fewer of everything on a smaller run: it shows that the bench works, not how fast the portal is.
  const tries = Math.min(1_000, Math.max(20, Math.floor(bench.hubs / 100)));
  return [await benchEmployees(app), await benchStorm(app), ...(await benchAnswers(bench, world, { app, tries }))];
}

/** The list of employees of a company with many of them against that of one with few. */
async function benchEmployees(app: BenchApp): Promise<Section> {
  const kiwi = await signIn(app, "owner@kiwi.example");
  const dnipro = await signIn(app, "owner@dnipro.example");
  const large: Page = { visitor: kiwi, path: "/c/kiwi/company/employees", times: [] };
  const small: Page = { visitor: dnipro, path: "/c/dnipro/company/employees", times: [] };
  await timeInTurn([large, small]);
  const [largeMs, smallMs] = [median(large.times), median(small.times)];
  return {
    key: "employees",
    title: "The list of employees, its first page, read like the objects page",
    figures: [
      figure(`company with more than ${crowd} people, its first page shown`, largeMs, "ms"),
      figure("company of the demo world, all of its people shown", smallMs, "ms"),
      figure("large company to small company", largeMs / smallMs, "×", mostTimesSmall),
    ],
  };
}
