import { demoPassword } from "@/prisma/seed/people";
import type { BenchApp } from "./bench-app";
import { openForm, type SignInForm, signIn, type Visitor } from "./bench-visitor";
import { crowdEmail } from "./crowd";
import { figure, percentile95, type Section } from "./figures";

const signIns = 200;
const storms = 5;
const quietReads = 200;
const mostTimesQuiet = 2;
const page = "/c/dnipro/objects";

type Storm = { times: number[]; letIn: number; turnedAway: number };

/** Pages that others read while two hundred people sign in together, against the same pages in quiet. */
export async function benchStorm(app: BenchApp): Promise<Section> {
  const reader = await signIn(app, "owner@dnipro.example");
  await readTimes(reader, 20);
  const quiet = await readTimes(reader, quietReads);
  const storm: Storm = { times: [], letIn: 0, turnedAway: 0 };
  for (let round = 0; round < storms; round++) await runStorm(app, reader, { round, storm });
  const [quietMs, stormMs] = [percentile95(quiet), percentile95(storm.times)];
  return {
    key: "storm",
    title: `Other pages while ${signIns} sign-ins arrive together, ${storms} times; one reader, one page after the other`,
    figures: [
      figure(`95 of 100 reads in quiet, of ${quiet.length}`, quietMs, "ms"),
      figure(`95 of 100 reads in a storm, of ${storm.times.length}`, stormMs, "ms"),
      figure("storm to quiet", stormMs / quietMs, "×", mostTimesQuiet),
      figure("sign-ins let in, by turns of two", storm.letIn, "of them"),
      figure("sign-ins told to try again, the queue being full", storm.turnedAway, "of them"),
    ],
  };
}

async function readTimes(reader: Visitor, reads: number): Promise<number[]> {
  const times: number[] = [];
  for (let read = 0; read < reads; read++) times.push(await reader.time(page));
  return times;
}

type Round = { round: number; storm: Storm };

/** Each sign-in is of another person, from another address, with the form open already. */
async function runStorm(app: BenchApp, reader: Visitor, { round, storm }: Round): Promise<void> {
  const forms: SignInForm[] = [];
  for (let n = 0; n < signIns; n++) forms.push(await openForm(app, `10.${round}.${n >> 8}.${n & 255}`));
  let isOver = false;
  const all = Promise.all(forms.map((form, n) => form.send(crowdEmail(round * signIns + n + 1), demoPassword)));
  const arrived = all.finally(() => {
    isOver = true;
  });
  do storm.times.push(await reader.time(page));
  while (!isOver);
  for (const { refusal } of await arrived) {
    if (refusal === null) storm.letIn++;
    else if (refusal.startsWith("RATE_LIMITED")) storm.turnedAway++;
    else throw new Error(`A sign-in of the storm was refused with ${refusal}.`);
  }
}
