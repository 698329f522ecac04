import { previewMonthEnds } from "@/lib/server/services/notifications/preview-month-ends";
import { sendDueDigest } from "@/lib/server/services/notifications/send-digests";

/** Days end once a day, but the demo's clock can be moved at any moment. */
export const digestPauseMs = 5_000;

/** Sends the digests that are due and tells of month ends that are near. */
export async function sendDigests(): Promise<void> {
  while (await sendDueDigest());
  await previewMonthEnds();
}
