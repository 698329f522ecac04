import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { z } from "zod";
import { clockNow, elapsedMs, toDate } from "@/lib/clock";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { env } from "@/lib/env";
import { closeDatabase } from "@/lib/server/close-database";
import type { CompanyContext } from "@/lib/server/context";
import { commandOf } from "@/lib/server/idempotency";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { resumePackage } from "@/lib/server/services/packages/resume-package";
import { listSubjects, readContext, type Subject } from "./command-subjects";
import { median } from "./figures";
import { type PlainVerb, runPlain, sendPlainly, sendPrepared } from "./plain-command";

const timesSchema = z.object({
  serviceMs: z.number(),
  plainMs: z.number(),
  preparedMs: z.number(),
  commands: z.number(),
});

/** Medians of one command each way. */
export const commandMeasurement = { name: "command", answer: timesSchema };

const warmUpRounds = 50;
const rounds = 250;
const hubsInTurn = 40;

const services = { deactivate: deactivatePackage, resume: resumePackage };

type Desk = { client: Client; ctx: CompanyContext; versions: Map<string, number> };

/**
 * Times Deactivate and Resume through the service and as plain statements, in turn on the same hubs, so that whatever
 * slows the machine down slows both.
 */
export async function measureCommand(): Promise<z.infer<typeof timesSchema>> {
  const client = new Client({ connectionString: env().databaseUrl });
  await client.connect();
  try {
    const ctx = await readContext(client, "kiwi");
    const subjects = await listSubjects(client, ctx.companyId, hubsInTurn);
    const desk = { client, ctx, versions: new Map(subjects.map(({ hubId, version }) => [hubId, version])) };
    return await timeRounds(desk, subjects);
  } finally {
    await Promise.all([client.end(), closeDatabase()]);
  }
}

async function timeRounds(desk: Desk, subjects: Subject[]): Promise<z.infer<typeof timesSchema>> {
  const service: number[] = [];
  const plain: number[] = [];
  const prepared: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const subject = subjects[round % subjects.length];
    if (!subject) throw new Error("No hub runs a package.");
    const ways = [
      { times: service, run: () => timeBoth(desk, subject, callService) },
      { times: plain, run: () => timeBoth(desk, subject, callBy(sendPlainly)) },
      { times: prepared, run: () => timeBoth(desk, subject, callBy(sendPrepared)) },
    ];
    for (const { times, run } of round % 2 === 0 ? ways : ways.toReversed()) {
      const both = await run();
      if (round >= warmUpRounds) times.push(...both);
    }
  }
  return { serviceMs: median(service), plainMs: median(plain), preparedMs: median(prepared), commands: service.length };
}

type Call = (desk: Desk, verb: PlainVerb, ref: Subject) => Promise<void>;

async function timeBoth(desk: Desk, subject: Subject, call: Call): Promise<number[]> {
  const times: number[] = [];
  for (const verb of ["deactivate", "resume"] as const) {
    const version = desk.versions.get(subject.hubId) ?? 0;
    const begun = elapsedMs();
    await call(desk, verb, { ...subject, version });
    times.push(elapsedMs() - begun);
    desk.versions.set(subject.hubId, version + 1);
  }
  return times;
}

async function callService({ ctx }: Desk, verb: PlainVerb, ref: Subject): Promise<void> {
  const outcome = await services[verb]({ ...ctx, command: commandOf(randomUUID(), ref) }, ref);
  if (!outcome.ok) throw new Error(`${verb} was refused: ${outcome.refusal}.`);
}

function callBy(sendBy: typeof sendPlainly): Call {
  return async ({ client, ctx }, verb, ref) => {
    const now = clockNow(ctx.clockOffsetMs);
    const endsAt = toDate(startOfNextMonth(now, ctx.timeZone));
    await runPlain(sendBy(client), ctx, { verb, subject: ref, version: ref.version, now: toDate(now), endsAt });
  };
}
