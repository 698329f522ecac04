import "server-only";
import { toDate } from "@/lib/clock";
import { compareRights, type RightsChange, sidesOf, withRole } from "@/lib/domain/employee-rights";
import { effectiveState, type InvitedRole } from "@/lib/domain/invitation";
import type { WorkUnderWay } from "@/lib/domain/leaving";
import { can } from "@/lib/domain/permissions";
import { assignableRoles, type EmployeeRole, isManager } from "@/lib/domain/roles";
import { AppError } from "@/lib/errors";
import { type EmployeeListParams, parseEmployeeCursor, printEmployeeCursor } from "@/lib/schemas/employees";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "../context";
import { requireActor } from "../gate";
import { countEmployees, listEmployeeRows } from "../store/employee-list";
import { type EmployeeRow, findCompanySides, findEmployee, findEmployeeByAccount, findOwner } from "../store/employees";
import { findInvitation } from "../store/invitations";
import { countWork, listSuccessors, type Successor } from "../store/leavers";
import { listOpenSessions } from "../store/sessions";

/** Half of other lists': hardly a company has more people, and every row is drawn anew for each reader. */
const pageSize = 25;

/** So many colleagues are offered to take over; the owner is always among them. */
const successorLimit = 500;

/** The company a page of employees is about, and whether its reader may change anything there. */
export type EmployeesFrame = {
  companyName: string;
  timeZone: string;
  ownerName: string;
  mayManage: boolean;
};

export type EmployeeItem = {
  kind: "EMPLOYEE" | "INVITATION";
  id: string;
  name: string | null;
  email: string;
  role: EmployeeRole;
  state: "ACTIVE" | "INVITED" | "WAITING";
  expiresAt: string | null;
  version: number;
};

export type EmployeesPage = EmployeesFrame & {
  counts: { active: number; open: number };
  items: EmployeeItem[];
  previousCursor: string | null;
  nextCursor: string | null;
};

/** Reads one page of a company's people: the owner first, then open offers, then everybody by name. */
export async function getEmployeesPage(companySlug: string, params: EmployeeListParams): Promise<EmployeesPage> {
  const given = await requireActor(companySlug, "employee:view");
  return inTransaction(given, async (tx, ctx) => {
    const now = toDate(ctx.now);
    const isForward = !params.before;
    const cursor = parseEmployeeCursor(params.before ?? params.after);
    const direction = isForward ? "FORWARD" : "BACKWARD";
    const request = { search: params.q || null, cursor, direction, limit: pageSize + 1 } as const;
    const rows = await listEmployeeRows(tx, ctx.companyId, now, request);
    const hasMore = rows.length > pageSize;
    const shown = isForward ? rows.slice(0, pageSize) : rows.slice(-pageSize);
    const [first, last] = [shown.at(0), shown.at(-1)];
    const hasPrevious = isForward ? cursor !== null : hasMore;
    const hasNext = isForward ? hasMore : true;
    return {
      ...(await frameOf(tx, ctx)),
      counts: await countEmployees(tx, ctx.companyId, now),
      items: shown.map(({ rank, sortValue, expiresAt, ...item }) => ({
        ...item,
        expiresAt: expiresAt?.toISOString() ?? null,
      })),
      previousCursor: hasPrevious && first ? printEmployeeCursor(first) : null,
      nextCursor: hasNext && last ? printEmployeeCursor(last) : null,
    };
  });
}

async function frameOf(tx: Transaction, ctx: CompanyContext): Promise<EmployeesFrame> {
  const owner = await findOwner(tx, ctx.companyId);
  return {
    companyName: ctx.companyName,
    timeZone: ctx.timeZone,
    ownerName: owner.account.name,
    mayManage: can(ctx, "employee:manage"),
  };
}

export type AddEmployeePage = EmployeesFrame & { roles: readonly InvitedRole[] };

/** Reads what the form for a new employee offers. Only the owner gets here. */
export async function getAddEmployeePage(companySlug: string): Promise<AddEmployeePage> {
  const given = await requireActor(companySlug, "employee:manage");
  return inTransaction(given, async (tx, ctx) => {
    const { isDealer } = await findCompanySides(tx, ctx.companyId);
    return { ...(await frameOf(tx, ctx)), roles: invitableRoles(isDealer) };
  });
}

function invitableRoles(isDealer: boolean): InvitedRole[] {
  return assignableRoles(isDealer).filter((role) => role !== "OWNER");
}

/** A role that could be given, with what it would take and give. */
export type RoleChoice = { role: InvitedRole; change: RightsChange };

export type EmployeePage = EmployeesFrame & {
  employee: {
    id: string;
    accountId: string;
    name: string;
    email: string;
    role: EmployeeRole;
    isFinanceGranted: boolean;
    version: number;
    joinedAt: string;
  };
  /** The reader looks at the own employment. */
  isSelf: boolean;
  /** Empty for the owner's row and for readers who may change nothing. */
  choices: RoleChoice[];
  /** What giving the finance flag would add, or taking it away end. Null where there is nothing to give or to take. */
  money: RightsChange | null;
  /** What the end of the employment settles. Null where the reader can neither remove this person nor leave. */
  leaving: Leaving | null;
};

/** What a person has under way, the sign-ins that lose the company, and who can take over. */
export type Leaving = WorkUnderWay & { signIns: number; successors: Successor[] };

/** Reads one employee. Everybody may read the own employment, others' need the right to see employees. */
export async function getEmployeePage(companySlug: string, employeeId: string): Promise<EmployeePage> {
  const given = await requireActor(companySlug, "company:view");
  return inTransaction(given, async (tx, ctx) => {
    const row = await findEmployee(tx, ctx.companyId, employeeId);
    const isSelf = row?.account.id === ctx.account.id;
    if (!isSelf) requirePermission(ctx, "employee:view");
    if (!row) throw new AppError("NOT_FOUND");
    return { ...(await frameOf(tx, ctx)), ...(await detailOf(tx, ctx, { row, isSelf })) };
  });
}

async function detailOf(tx: Transaction, ctx: CompanyContext, { row, isSelf }: { row: EmployeeRow; isSelf: boolean }) {
  const sides = await findCompanySides(tx, ctx.companyId);
  const mayManage = can(ctx, "employee:manage");
  const isFixed = row.role === "OWNER";
  const choices = invitableRoles(sides.isDealer).map((role) => ({
    role,
    change: compareRights(row, withRole(row, role), sidesOf(sides)),
  }));
  const turned = { role: row.role, isFinanceGranted: !row.isFinanceGranted };
  const money = compareRights(row, turned, sidesOf(sides));
  const isMoneyOpen = mayManage && isManager(row.role) && money.lost.length + money.won.length > 0;
  const mayEnd = !isFixed && (mayManage || isSelf);
  const { id, role, isFinanceGranted, version, joinedAt, account } = row;
  return {
    employee: {
      id,
      accountId: account.id,
      name: account.name,
      email: account.email,
      role,
      isFinanceGranted,
      version,
      joinedAt: joinedAt.toISOString(),
    },
    isSelf,
    choices: isFixed || !mayManage ? [] : choices,
    money: isMoneyOpen ? money : null,
    leaving: mayEnd ? await leavingOf(tx, ctx, row) : null,
  };
}

async function leavingOf(tx: Transaction, ctx: CompanyContext, { id, account }: EmployeeRow): Promise<Leaving> {
  return {
    ...(await countWork(tx, ctx.companyId, account.id)),
    signIns: (await listOpenSessions(tx, account.id)).length,
    successors: await listSuccessors(tx, ctx.companyId, { employeeId: id, limit: successorLimit }),
  };
}

/** Finds the reader's own employment, for the link everybody has to it. */
export async function getOwnEmployeeId(companySlug: string): Promise<string> {
  const given = await requireActor(companySlug, "company:view");
  return inTransaction(given, async (tx, ctx) => {
    const own = await findEmployeeByAccount(tx, ctx.companyId, ctx.account.id);
    if (!own) throw new AppError("NOT_FOUND");
    return own.id;
  });
}

export type CompanyInvitationPage = EmployeesFrame & {
  invitation: {
    id: string;
    email: string;
    role: InvitedRole;
    state: "INVITED" | "WAITING";
    inviterName: string;
    sentAt: string;
    expiresAt: string;
    version: number;
  };
  /** Empty for readers who may change nothing. */
  roles: InvitedRole[];
};

/** Reads one open offer of a company. One that ended is not there any more. */
export async function getCompanyInvitationPage(
  companySlug: string,
  invitationId: string,
): Promise<CompanyInvitationPage> {
  const given = await requireActor(companySlug, "employee:view");
  return inTransaction(given, async (tx, ctx) => {
    const offer = await findInvitation(tx, { id: invitationId });
    const state = offer && offer.company.id === ctx.companyId ? effectiveState(offer, ctx.now) : null;
    if (!offer || (state !== "INVITED" && state !== "WAITING")) throw new AppError("NOT_FOUND");
    const frame = await frameOf(tx, ctx);
    const { id, email, role, inviterName, sentAt, expiresAt, version, company } = offer;
    const times = { sentAt: sentAt.toString(), expiresAt: expiresAt.toString() };
    return {
      ...frame,
      invitation: { id, email, role, state, inviterName, version, ...times },
      roles: frame.mayManage ? invitableRoles(company.isDealer) : [],
    };
  });
}
