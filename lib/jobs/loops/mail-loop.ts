import { realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { listUnsentMails } from "@/lib/server/store/mail-messages";
import { enqueue } from "../queue";

export const mailPauseMs = 60 * 60 * 1_000;

/** The queue tries a job ten times in about four hours; by then it has given up. */
const givenUpAfterHours = 6;
const mailsAtOnce = 500;

/** Offers mails that the queue gave up on again, so that a mail server that was down for a day loses none. */
export async function offerUnsentMails(): Promise<void> {
  const writtenBefore = toDate(realNow().subtract({ hours: givenUpAfterHours }));
  await inSystemTransaction(async (tx) => {
    const mailIds = await listUnsentMails(tx, writtenBefore, mailsAtOnce);
    for (const mailId of mailIds) await enqueue(tx, "send-mail", { mailId }, `mail:${mailId}`);
  });
}
