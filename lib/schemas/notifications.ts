import { z } from "zod";

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
