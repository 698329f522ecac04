import { z } from "zod";

/** Every job by name. A payload is ids alone: the handler reads the rest anew, and may run twice. */
export const jobPayloads = {
  "close-statement": z.object({ resellerId: z.uuid() }),
  "run-rollover": z.object({ runId: z.uuid() }),
  "settle-connection": z.object({ connectionId: z.uuid() }),
  "send-mail": z.object({ mailId: z.uuid() }),
} as const;

export type JobName = keyof typeof jobPayloads;
export type JobPayload<N extends JobName> = z.output<(typeof jobPayloads)[N]>;
