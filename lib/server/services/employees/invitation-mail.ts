import { clockNow, toDate } from "@/lib/clock";
import type { InvitedRole } from "@/lib/domain/invitation";
import { ringPerson } from "@/lib/server/bell";
import type { Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import type { InvitingCompany } from "@/lib/server/store/invitations";

/** An offer as its mail names it. `token` is in the mail alone. */
export type SentInvitation = {
  id: string;
  email: string;
  role: InvitedRole;
  token: string;
  inviterName: string;
  expiresAt: Temporal.Instant;
  company: Pick<InvitingCompany, "id" | "name" | "timeZone" | "offsetMs">;
};

export type InvitedAccount = { id: string; locale: string | null };

/** Returns where an offer's link leads; the page shows it and changes nothing. */
export function invitationPath(token: string): string {
  return `/account/invitations/${token}`;
}

/** Mails an open offer to the invited person and rings for them, in the transaction that made it. */
export async function sendInvitation(tx: Transaction, to: InvitedAccount, sent: SentInvitation): Promise<void> {
  const { company, role } = sent;
  const at = toDate(clockNow(company.offsetMs));
  await postMail(tx, {
    template: "invitation",
    to: sent.email,
    locale: to.locale,
    data: {
      company: company.name,
      role,
      inviter: sent.inviterName,
      linkPath: invitationPath(sent.token),
      untilAt: sent.expiresAt.toString(),
      zone: company.timeZone,
    },
    companyId: company.id,
    accountId: to.id,
    at,
  });
  const invited = { accountId: to.id, companyId: null };
  await ringPerson(tx, invited, {
    kind: "invitation.received",
    data: { company: company.name, role },
    href: `/account/invitations/${sent.id}`,
    groupKey: `invitation:${sent.id}`,
    at,
  });
}

/** Asks a person without a PRO account to create one, in the transaction that kept the address. */
export async function remindKept(
  tx: Transaction,
  { email, inviterName, company }: Pick<SentInvitation, "email" | "inviterName" | "company">,
): Promise<void> {
  await postMail(tx, {
    template: "invitation-kept",
    to: email,
    locale: null,
    data: { company: company.name, inviter: inviterName, linkPath: "/register" },
    companyId: company.id,
    at: toDate(clockNow(company.offsetMs)),
  });
}
