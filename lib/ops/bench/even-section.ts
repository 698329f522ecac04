import { elapsedMs } from "@/lib/clock";
import type { BenchApp } from "./bench-app";
import { openForm } from "./bench-visitor";
import { type Bench, measureIn, type World } from "./bench-world";
import { crowdEmail } from "./crowd";
import { type Figure, figure, median, type Section } from "./figures";
import { answersMeasurement } from "./measure-answers";
import { rankDistance } from "./rank-test";

const mostMs = 2;
/** |z| of p = 0.01 on both sides. */
const mostDistance = 2.576;

/** How long answers about known and about unknown addresses took, and how many of them differed in their text. */
export type Samples = { known: number[]; unknown: number[]; differing: number };

type Setting = { app: BenchApp; tries: number };

/**
 * Whether an answer tells if an address has an account (RELIABILITY T-12): signing in over HTTP, and what else takes an
 * address from a stranger, through its service.
 */
export async function benchAnswers(bench: Bench, world: World, { app, tries }: Setting): Promise<Section[]> {
  const first = await trySignIns(app, { tries, round: 0 });
  const isClear = rankDistance(first.known, first.unknown) <= mostDistance;
  const signIn = isClear ? first : await trySignIns(app, { tries, round: 1 });
  const { reset, register } = await measureIn(bench, world, answersMeasurement);
  return [
    section("sign-in", `A wrong password for known and unknown addresses${isClear ? "" : ", second run"}`, signIn),
    section("reset", "Asking for a new password, for known and unknown addresses", reset),
    section("register", "Registering known and unknown addresses", register),
  ];
}

function section(key: string, title: string, { known, unknown, differing }: Samples): Section {
  const [knownMs, unknownMs] = [median(known), median(unknown)];
  const figures: Figure[] = [
    figure(`known address, median of ${known.length}`, knownMs, "ms"),
    figure(`unknown address, median of ${unknown.length}`, unknownMs, "ms"),
    figure("difference of the medians", Math.abs(knownMs - unknownMs), "ms", mostMs),
    figure(
      "distance of the ranks (Mann–Whitney |z|; p = 0.01 is 2.58)",
      rankDistance(known, unknown),
      "σ",
      mostDistance,
    ),
    figure("answers that differ in status or text", differing, "of them", 0),
  ];
  return { key: `even-${key}`, title: `${title}, in turn`, figures };
}

/** One try each, in turn and in changing order, each from an address of its own, so that no limit is met. */
async function trySignIns(app: BenchApp, { tries, round }: { tries: number; round: number }): Promise<Samples> {
  const samples: Samples = { known: [], unknown: [], differing: 0 };
  const answers = new Map<string, number>();
  const attempt = async (kind: "known" | "unknown", n: number) => {
    const email = kind === "known" ? crowdEmail(1_000 * round + n + 1) : `nobody-${round}-${n}@bench.example`;
    const form = await openForm(app, `10.${100 + round * 10 + (kind === "known" ? 0 : 1)}.${n >> 8}.${n & 255}`);
    const begun = elapsedMs();
    const { status, body } = await form.send(email, "not the password of anybody");
    samples[kind].push(elapsedMs() - begun);
    const text = `${status} ${body}`;
    answers.set(text, (answers.get(text) ?? 0) + 1);
  };
  for (let n = 0; n < tries; n++) {
    const kinds = n % 2 === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const);
    for (const kind of kinds) await attempt(kind, n);
  }
  samples.differing = 2 * tries - Math.max(...answers.values());
  return samples;
}
