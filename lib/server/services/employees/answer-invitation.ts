import { clockNow, toDate } from "@/lib/clock";
import { mayGiveRole } from "@/lib/domain/employee-change";
import { type AnswerRefusal, endOf, mayAnswer } from "@/lib/domain/invitation";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Origin, type Transaction } from "@/lib/server/context";
import type { AccountId } from "@/lib/server/ids";
import { insertPersonEntry } from "@/lib/server/store/audit-entries";
import { findEmployeeByAccount, insertEmployee } from "@/lib/server/store/employees";
import { invitationKeyOf, lockInvitation, type StoredInvitation, saveInvitation } from "@/lib/server/store/invitations";
import { settleNotices } from "@/lib/server/store/notifications";
import { tellOwner } from "./owner-news";

/** Who answers, outside any company. */
export type InvitedPerson = { accountId: AccountId; name: string; email: string; origin: Origin; requestId: string };

/** `path` is the company's first page. */
export type JoinedReceipt = { companyName: string; path: string };

type Standing = { offer: StoredInvitation; now: Temporal.Instant };

/**
 * Makes the invited person an employee, with the offer's role, from this moment on. `ref` is the mail's token or the id
 * of the person's own list. Of simultaneous answers one wins; the others read LINK_SPENT.
 */
export async function acceptInvitation(
  person: InvitedPerson,
  ref: string,
): Promise<Outcome<JoinedReceipt, AnswerRefusal | "ALREADY_EMPLOYEE" | "ROLE_NOT_HERE">> {
  return inSystemTransaction(async (tx) => {
    const standing = await loadAnswerable(tx, person, ref);
    if (!standing.ok) return standing;
    const { offer, now } = standing.value;
    const { company, role } = offer;
    const place = mayGiveRole(role, company.isDealer);
    if (!place.ok) return place;
    const present = await findEmployeeByAccount(tx, company.id, person.accountId);
    if (present) return refuse("ALREADY_EMPLOYEE", { name: present.account.name, role: present.role });

    await close(tx, standing.value, "ACCEPTED");
    const employeeId = await insertEmployee(tx, {
      companyId: company.id,
      accountId: person.accountId,
      role,
      joinedAt: now,
    });
    await record(tx, person, {
      standing: standing.value,
      action: "employee.joined",
      subject: { id: employeeId, version: 1 },
      after: { email: offer.email, role, state: "ACTIVE" },
    });
    const news = { template: "invitation-accepted", kind: "employee.joined" } as const;
    await tellOwner(tx, company, { ...news, person: person.name, groupKey: `employee:${employeeId}`, at: now });
    const isOnlyReseller = company.isReseller && !company.isDealer;
    const path = isOnlyReseller ? `/r/${company.slug}` : `/c/${company.slug}/objects`;
    return succeed({ companyName: company.name, path });
  });
}

/** Declines an open offer, and tells the owner. The owner may invite again at any time. */
export async function declineInvitation(
  person: InvitedPerson,
  ref: string,
): Promise<Outcome<{ companyName: string }, AnswerRefusal>> {
  return inSystemTransaction(async (tx) => {
    const standing = await loadAnswerable(tx, person, ref);
    if (!standing.ok) return standing;
    const { offer, now } = standing.value;
    const version = await close(tx, standing.value, "DECLINED");
    await record(tx, person, {
      standing: standing.value,
      action: "invitation.declined",
      subject: { id: offer.id, version },
      after: { email: offer.email, role: offer.role, state: "DECLINED" },
    });
    const news = { template: "invitation-declined", kind: "employee.declined" } as const;
    await tellOwner(tx, offer.company, { ...news, person: person.name, groupKey: `invitation:${offer.id}`, at: now });
    return succeed({ companyName: offer.company.name });
  });
}

/** Locks the offer and asks whether this person may answer it now. An id that is not the person's own is NOT_FOUND. */
async function loadAnswerable(
  tx: Transaction,
  person: InvitedPerson,
  ref: string,
): Promise<Outcome<Standing, AnswerRefusal>> {
  const key = invitationKeyOf(ref);
  const offer = await lockInvitation(tx, key);
  if (!offer) {
    if ("id" in key) throw new AppError("NOT_FOUND");
    return refuse("LINK_SPENT");
  }
  const now = clockNow(offer.company.offsetMs);
  const decision = mayAnswer(offer, person.email, now);
  if (decision.ok) return succeed({ offer, now });
  if (decision.refusal === "INVITATION_NOT_YOURS" && "id" in key) throw new AppError("NOT_FOUND");
  if (decision.refusal !== "INVITATION_OVER") return decision;
  return refuse("INVITATION_OVER", overParams(offer));
}

/** What the sentence of an offer that ended names: the day in the company's zone, and whom to ask. */
export function overParams(offer: StoredInvitation): { date: string; owner: string } {
  const day = endOf(offer).toZonedDateTimeISO(offer.company.timeZone).toPlainDate();
  return { date: day.toString(), owner: offer.company.owner.name };
}

async function close(tx: Transaction, { offer, now }: Standing, state: "ACCEPTED" | "DECLINED"): Promise<number> {
  const at = toDate(now);
  await settleNotices(tx, `invitation:${offer.id}`, at);
  return saveInvitation(tx, offer, { state, closedAt: at });
}

type Fact = {
  standing: Standing;
  action: "employee.joined" | "invitation.declined";
  subject: { id: string; version: number };
  after: Record<string, unknown>;
};

async function record(tx: Transaction, person: InvitedPerson, fact: Fact): Promise<void> {
  const { offer, now } = fact.standing;
  await insertPersonEntry(tx, {
    companyId: offer.company.id,
    counterpartId: null,
    actorId: person.accountId,
    actorName: person.name,
    action: fact.action,
    subjectId: fact.subject.id,
    subjectVersion: fact.subject.version,
    hubKey: null,
    before: { state: offer.state },
    after: fact.after,
    reason: null,
    origin: person.origin,
    requestId: person.requestId,
    at: toDate(now),
    effectiveAt: toDate(now),
  });
}
