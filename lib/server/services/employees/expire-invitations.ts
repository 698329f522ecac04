import { realNow, toDate } from "@/lib/clock";
import { effectiveState } from "@/lib/domain/invitation";
import { recordJobAudit } from "@/lib/server/audit";
import { inSystemTransaction, onDatabase, type Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { findPersonByEmail } from "@/lib/server/store/employees";
import {
  listDueInvitations,
  lockInvitation,
  type StoredInvitation,
  saveInvitation,
} from "@/lib/server/store/invitations";
import { settleNotices } from "@/lib/server/store/notifications";
import { employeesPath } from "./owner-news";

const batch = 100;

/**
 * Closes offers and kept entries that nobody answered within 30 days by their company's clock, and tells each owner.
 * Returns how many it closed. They read as over before it ran; running late or twice changes nothing.
 */
export async function expireInvitations(): Promise<number> {
  const now = realNow();
  const due = await onDatabase((client) => listDueInvitations(client, toDate(now), batch));
  let closed = 0;
  for (const id of due) {
    closed += await inSystemTransaction(async (tx) => {
      const offer = await lockInvitation(tx, { id });
      if (!offer || offer.closedAt) return 0;
      const isOver = effectiveState(offer, now.add({ milliseconds: Number(offer.company.offsetMs) })) === "EXPIRED";
      if (!isOver) return 0;
      await closeExpired(tx, offer);
      return 1;
    });
  }
  return closed;
}

/** Closes one locked offer whose end has come, as of that end, in the caller's transaction. */
export async function closeExpired(tx: Transaction, offer: StoredInvitation): Promise<void> {
  const { company, expiresAt } = offer;
  const at = toDate(expiresAt);
  const version = await saveInvitation(tx, offer, { state: "EXPIRED", closedAt: at });
  await settleNotices(tx, `invitation:${offer.id}`, at);
  await recordJobAudit(tx, {
    companyId: company.id,
    actorName: "invitations",
    action: "invitation.expired",
    subjectId: offer.id,
    subjectVersion: version,
    before: { state: offer.state },
    after: { email: offer.email, role: offer.role, state: "EXPIRED" },
    at: expiresAt,
  });
  const invited = await findPersonByEmail(tx, offer.email);
  await postMail(tx, {
    template: "invitation-expired",
    to: company.owner.email,
    locale: company.owner.locale,
    data: { company: company.name, person: invited?.name ?? offer.email, linkPath: employeesPath(company.slug) },
    companyId: company.id,
    accountId: company.owner.accountId,
    at,
  });
}
