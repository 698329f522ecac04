import { mintToken } from "@/lib/auth/secret-token";
import { mayGiveRole } from "@/lib/domain/employee-change";
import { effectiveState, type InvitedRole, invitationEnd } from "@/lib/domain/invitation";
import { type Outcome, type Refused, refuse, succeed } from "@/lib/domain/outcome";
import { isAppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import {
  type CompanyContext,
  inTransaction,
  onDatabase,
  requirePermission,
  type Transaction,
} from "@/lib/server/context";
import { clearPoints, givePointBack, takePoint } from "@/lib/server/limits";
import { holdCompany } from "@/lib/server/store/companies";
import {
  findCompanySides,
  findEmployeeByAccount,
  findPersonByEmail,
  type PersonRow,
} from "@/lib/server/store/employees";
import { insertInvitation, lockAddress, lockUnclosed } from "@/lib/server/store/invitations";
import { closeExpired } from "./expire-invitations";
import { remindKept, sendInvitation } from "./invitation-mail";

/** Whom to add. `isKept` keeps an address without a PRO account waiting, and asks the person by mail to register. */
export type NewEmployee = { email: string; role: InvitedRole; isKept: boolean };

export type AddedReceipt = { invitationId: string; state: "INVITED" | "WAITING" };

export type AddRefusal = "NO_PRO_ACCOUNT" | "INVITATION_OPEN" | "ALREADY_EMPLOYEE" | "ROLE_NOT_HERE";

/**
 * Invites a person to the company for 30 days by its clock, or keeps an address that has no PRO account yet.
 *
 * The entry is listed at once and gives no right before it is accepted. Refuses an address that works here or was asked
 * already, and a role the company has no place for. Throws RATE_LIMITED past 50 additions a company and day, or 10
 * unknown addresses a company and hour, since only here one learns whether an address has a PRO account.
 */
export async function addEmployee(
  given: CompanyContext,
  asked: NewEmployee,
): Promise<Outcome<AddedReceipt, AddRefusal>> {
  requirePermission(given, "employee:manage");
  const found = await onDatabase((client) => findPersonByEmail(client, asked.email));
  if (!found) await countUnknown(given.companyId, asked.email);
  await takePoint("additionByCompany", given.companyId);
  let isAdded = false;
  try {
    const outcome = await inTransaction(given, (tx, ctx) => add(tx, ctx, asked));
    isAdded = outcome.ok;
    return outcome;
  } finally {
    if (!isAdded) await givePointBack("additionByCompany", given.companyId);
  }
}

/** Counts an unknown address once an hour, so that keeping it after the refusal costs no second point. */
async function countUnknown(companyId: string, email: string): Promise<void> {
  const seen = `${companyId}:${email}`.slice(0, 220);
  try {
    await takePoint("unknownAddressSeen", seen);
  } catch (error) {
    if (isAppError(error, "RATE_LIMITED")) return;
    throw error;
  }
  try {
    await takePoint("unknownAddressByCompany", companyId);
  } catch (error) {
    await clearPoints("unknownAddressSeen", seen);
    throw error;
  }
}

async function add(
  tx: Transaction,
  ctx: CompanyContext,
  asked: NewEmployee,
): Promise<Outcome<AddedReceipt, AddRefusal>> {
  requirePermission(ctx, "employee:manage");
  await holdCompany(tx, ctx.companyId);
  const { isDealer } = await findCompanySides(tx, ctx.companyId);
  const place = mayGiveRole(asked.role, isDealer);
  if (!place.ok) return place;

  await lockAddress(tx, ctx.companyId, asked.email);
  const person = await findPersonByEmail(tx, asked.email);
  const taken = await refuseTaken(tx, ctx, { email: asked.email, person });
  if (taken) return taken;
  if (!person && !asked.isKept) return refuse("NO_PRO_ACCOUNT", { email: asked.email });
  return succeed(await open(tx, ctx, { ...asked, person }));
}

/** Refuses an address that has its place in the company: somebody who works there, or an offer that still holds. */
async function refuseTaken(
  tx: Transaction,
  ctx: CompanyContext,
  { email, person }: { email: string; person: PersonRow | null },
): Promise<Refused<"INVITATION_OPEN" | "ALREADY_EMPLOYEE"> | null> {
  const employee = person ? await findEmployeeByAccount(tx, ctx.companyId, person.id) : null;
  if (employee) return refuse("ALREADY_EMPLOYEE", { name: employee.account.name, role: employee.role });

  const unclosed = await lockUnclosed(tx, ctx.companyId, email);
  if (!unclosed) return null;
  if (effectiveState(unclosed, ctx.now) === "EXPIRED") {
    await closeExpired(tx, unclosed);
    return null;
  }
  const date = unclosed.sentAt.toZonedDateTimeISO(ctx.timeZone).toPlainDate().toString();
  return refuse("INVITATION_OPEN", { email, date });
}

async function open(
  tx: Transaction,
  ctx: CompanyContext,
  { email, role, person }: { email: string; role: InvitedRole; person: PersonRow | null },
): Promise<AddedReceipt> {
  const secret = person ? mintToken() : null;
  const expiresAt = invitationEnd(ctx.now);
  const made = { companyId: ctx.companyId, email, role, invitedById: ctx.account.id, sentAt: ctx.now, expiresAt };
  const id = await insertInvitation(tx, { ...made, tokenHash: secret?.tokenHash ?? null });
  const state = person ? "INVITED" : "WAITING";
  await recordAudit(tx, ctx, {
    action: "employee.invited",
    subjectId: id,
    subjectVersion: 1,
    before: null,
    after: { email, role, state, expiresAt: expiresAt.toString() },
  });
  const { companyId, companyName: name, timeZone, clockOffsetMs: offsetMs } = ctx;
  const sent = { id, email, role, inviterName: ctx.account.name, expiresAt };
  const company = { id: companyId, name, timeZone, offsetMs };
  if (person && secret) await sendInvitation(tx, person, { ...sent, token: secret.token, company });
  else await remindKept(tx, { email, inviterName: ctx.account.name, company });
  return { invitationId: id, state };
}
