import { z } from "zod";
import { notificationChoices, printChoice } from "@/lib/domain/notification-topics";
import type { FieldProblem } from "./fields";

const problem = { error: "NOT_VALID" satisfies FieldProblem };

/** The state of the page of notifications, in the address; whatever is malformed counts as not given. */
export const noticeListSchema = z.object({
  show: z.enum(["open", "all"]).default("open").catch("open"),
  before: z.string().max(200).optional().catch(undefined),
});

export type NoticeListParams = z.output<typeof noticeListSchema>;

const placeSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** A place in the list of notifications, as an address carries it. */
export function printPlace(place: { at: string; id: string }): string {
  return `${place.at}_${place.id}`;
}

/** Reads a place back from the address. Null for none and for anything that was tampered with. */
export function parsePlace(text: string | undefined): { at: Date; id: string } | null {
  const place = placeSchema.safeParse(text?.split("_"));
  return place.success ? { at: new Date(place.data[0]), id: place.data[1] } : null;
}

export const finishNoticeSchema = z.strictObject({ noticeId: z.uuid() });

export const finishAllSchema = z.strictObject({});

const choiceNames = notificationChoices.map(printChoice);

/** A form of choices: the names of those it shows, and each that is ticked under its own name. */
export const chooseNotificationsSchema = z
  .strictObject({
    shown: z
      .string(problem)
      .max(4_000, problem)
      .transform((text) => text.split(",").filter((name) => choiceNames.includes(name))),
    ...Object.fromEntries(choiceNames.map((name) => [name, z.literal("on", problem).optional()])),
  })
  .transform(({ shown, ...rest }) => ({ shown: shown as string[], ticked: Object.keys(rest) }));

/** What was just done on the page of choices. */
export const choicesViewSchema = z.object({ done: z.enum(["saved"]).optional().catch(undefined) });

/** Of the foot of a mail: what it stops, and the portal's signature. */
export const stopMailsSchema = z.strictObject({
  token: z.string(problem).regex(/^[\w-]{1,300}\.[\w-]{1,100}$/, problem),
});
