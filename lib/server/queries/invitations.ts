import "server-only";
import { clockNow, realNow, toDate } from "@/lib/clock";
import { endOf, type InvitedRole, mayAnswer } from "@/lib/domain/invitation";
import { AppError } from "@/lib/errors";
import { invitationRefPattern } from "@/lib/schemas/employees";
import { onDatabase } from "../context";
import { requireAccount } from "../gate";
import { findInvitation, invitationKeyOf, listAnswerable, type StoredInvitation } from "../store/invitations";

/** An offer as the invited person reads it. Instants go by the company's clock, in its zone. */
export type OwnInvitation = {
  id: string;
  companyName: string;
  timeZone: string;
  role: InvitedRole;
  inviterName: string;
  expiresAt: string;
};

/** What the mail's page shows: an offer to answer, or why there is none. `date` is a local day of the company's zone. */
export type InvitationAnswerPage = { viewerEmail: string } & (
  | { kind: "open"; invitation: OwnInvitation }
  | { kind: "over"; date: string; ownerName: string }
  | { kind: "notYours" }
  | { kind: "spent" }
);

/** Lists the offers the signed-in person can answer now. */
export async function listOwnInvitations(): Promise<OwnInvitation[]> {
  const { email } = await requireAccount();
  const offers = await onDatabase((client) => listAnswerable(client, email, toDate(realNow())));
  return offers.map(toOwn);
}

/**
 * Reads what a mail's link or a line of the own list leads to, and changes nothing. Throws NOT_FOUND for an address that
 * names no offer, and for another person's by id; the holder of a link to one learns that it is another's.
 */
export async function getInvitationAnswerPage(ref: string): Promise<InvitationAnswerPage> {
  const { email } = await requireAccount();
  if (!invitationRefPattern.test(ref)) throw new AppError("NOT_FOUND");
  const key = invitationKeyOf(ref);
  const offer = await onDatabase((client) => findInvitation(client, key));
  const viewer = { viewerEmail: email };
  if (!offer) {
    if ("id" in key) throw new AppError("NOT_FOUND");
    return { ...viewer, kind: "spent" };
  }
  const decision = mayAnswer(offer, email, clockNow(offer.company.offsetMs));
  if (decision.ok) return { ...viewer, kind: "open", invitation: toOwn(offer) };
  if (decision.refusal === "LINK_SPENT") return { ...viewer, kind: "spent" };
  if (decision.refusal === "INVITATION_OVER") return { ...viewer, kind: "over", ...endingOf(offer) };
  if ("id" in key) throw new AppError("NOT_FOUND");
  return { ...viewer, kind: "notYours" };
}

function endingOf(offer: StoredInvitation): { date: string; ownerName: string } {
  const day = endOf(offer).toZonedDateTimeISO(offer.company.timeZone).toPlainDate();
  return { date: day.toString(), ownerName: offer.company.owner.name };
}

function toOwn({ id, company, role, inviterName, expiresAt }: StoredInvitation): OwnInvitation {
  const { name: companyName, timeZone } = company;
  return { id, companyName, timeZone, role, inviterName, expiresAt: expiresAt.toString() };
}
