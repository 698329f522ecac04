import { randomUUID } from "node:crypto";
import { z } from "zod";
import { elapsedMs } from "@/lib/clock";
import { closeDatabase } from "@/lib/server/close-database";
import { closeLimits } from "@/lib/server/limits";
import { registerAccount } from "@/lib/server/services/accounts/register-account";
import { requestReset } from "@/lib/server/services/accounts/reset-password";
import { crowdEmail } from "./crowd";

/** So many of each: every answer waits a third of a second, so that none is faster than another. */
const rounds = 100;

const samplesSchema = z.object({
  known: z.array(z.number()),
  unknown: z.array(z.number()),
  differing: z.number(),
});
const answersSchema = z.object({ reset: samplesSchema, register: samplesSchema });

type Answers = z.infer<typeof answersSchema>;
type Samples = z.infer<typeof samplesSchema>;

/** What strangers are answered who type an address to reset a password, or to register. */
export const answersMeasurement = { name: "answers", answer: answersSchema };

const registration = {
  firstName: "Robin",
  lastName: "Bench",
  password: "a password nobody would guess",
  country: "UA",
  locale: "en",
  timeZone: null,
};

/** Times both for known and unknown addresses, in turn. Each address is asked once, so that no limit is met. */
export async function measureAnswers(): Promise<Answers> {
  try {
    return {
      reset: await measure(requestReset),
      register: await measure((email) => registerAccount({ ...registration, email })),
    };
  } finally {
    await Promise.all([closeDatabase(), closeLimits()]);
  }
}

async function measure(ask: (email: string) => Promise<unknown>): Promise<Samples> {
  const samples: Samples = { known: [], unknown: [], differing: 0 };
  const answers = new Set<string>();
  const attempt = async (kind: "known" | "unknown", email: string) => {
    const begun = elapsedMs();
    answers.add(JSON.stringify(await ask(email)));
    samples[kind].push(elapsedMs() - begun);
  };
  for (let n = 1; n <= rounds; n++) {
    const stranger = `stranger-${randomUUID()}@bench.example`;
    if (n % 2 === 0) await attempt("unknown", stranger);
    await attempt("known", crowdEmail(n));
    if (n % 2 === 1) await attempt("unknown", stranger);
  }
  samples.differing = answers.size - 1;
  return samples;
}
