import { z } from "zod";

/** The state of the mailbox, all of it in the address; whatever is malformed counts as not given. */
export const mailboxSchema = z.object({
  to: z.string().trim().min(1).max(320).optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
});

export type MailboxParams = z.output<typeof mailboxSchema>;
