import { realNow, toDate } from "@/lib/clock";
import type { CompanyKind } from "@/lib/domain/company-kind";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { type HubPackage, type PackageRow, packageColumns, packageJoins, toHubPackage } from "./hub-packages";
import { isOver } from "./package-reading";

/** The clock of the demo's companies: who shares it can work with the others (PRODUCT J16). */
export const sandboxClockName = "Demo";

export type CompanyRow = {
  id: string;
  slug: string;
  name: string;
  kind: CompanyKind;
  country: string;
  timeZone: string;
  email: string;
  registrationNumber: string | null;
  taxNumber: string | null;
  address: string | null;
  phone: string | null;
  createdAt: Date;
  /** Installers reach assigned objects only. */
  isAssignedOnly: boolean;
  version: number;
};

const companyColumns = {
  id: true,
  slug: true,
  name: true,
  kind: true,
  country: true,
  timeZone: true,
  email: true,
  registrationNumber: true,
  taxNumber: true,
  address: true,
  phone: true,
  createdAt: true,
  isAssignedOnly: true,
  version: true,
} as const;

/** Reads a company's own data. The caller has proved that it lives. */
export async function loadCompany(tx: Transaction, companyId: CompanyId): Promise<CompanyRow> {
  return tx.company.findUniqueOrThrow({ where: { id: companyId }, select: companyColumns });
}

/** Locks a company against activations and changes, and reads it. Null once it is deleted. */
export async function lockCompany(tx: Transaction, companyId: CompanyId): Promise<CompanyRow | null> {
  await tx.$queryRaw`select 1 as held from company where id = ${companyId}::uuid for update`;
  return tx.company.findUnique({ where: { id: companyId, deletedAt: null }, select: companyColumns });
}

/**
 * Holds a company against its deletion until the transaction ends, before anything is locked below it. Throws NOT_FOUND for
 * one that was deleted while the lock was awaited.
 */
export async function holdCompany(tx: Transaction, companyId: CompanyId): Promise<void> {
  const held = await tx.$queryRaw<unknown[]>`
    select 1 as held from company where id = ${companyId}::uuid and deleted_at is null for share`;
  if (held.length === 0) throw new AppError("NOT_FOUND");
}

/** Reads the company a person owns under this id; null if there is none. */
export async function findOwnedCompany(
  tx: Transaction,
  companyId: string,
  accountId: string,
): Promise<{ slug: string } | null> {
  return tx.company.findFirst({
    where: { id: companyId, employees: { some: { accountId, role: "OWNER" } } },
    select: { slug: true },
  });
}

/** Reads the slugs that begin like `slug`. Those of deleted companies count: an address is never given away twice. */
export async function listTakenSlugs(tx: Transaction, slug: string): Promise<Set<string>> {
  const rows = await tx.company.findMany({
    where: { OR: [{ slug }, { slug: { startsWith: `${slug}-` } }] },
    select: { slug: true },
  });
  return new Set(rows.map((row) => row.slug));
}

/** Reads the clock that new companies of the demo join; null where there is none. */
export async function findSandboxClock(tx: Transaction): Promise<{ id: string; offsetMs: bigint } | null> {
  return tx.simulationClock.findUnique({ where: { name: sandboxClockName }, select: { id: true, offsetMs: true } });
}

/** Makes a person's commands outside companies wait for each other. */
export async function lockAccount(tx: Transaction, accountId: string): Promise<void> {
  await tx.$queryRaw`select 1 as held from pro_account where id = ${accountId}::uuid for no key update`;
}

/**
 * Finds the proof that a person reads the mail of a company's address, given within the last day of real time: the
 * code that was typed. Returns its id, null where there is none.
 */
export async function findEmailProof(tx: Transaction, accountId: string, email: string): Promise<string | null> {
  const since = toDate(realNow().subtract({ hours: 24 }));
  const proof = await tx.accountToken.findFirst({
    where: { accountId, purpose: "COMPANY_EMAIL", email, usedAt: { gt: since } },
    select: { id: true },
  });
  return proof?.id ?? null;
}

export type OwnerRow = { accountId: string; name: string; email: string; locale: string | null };

/** Reads who owns a company. */
export async function loadOwner(tx: Transaction, companyId: CompanyId): Promise<OwnerRow> {
  const { account } = await tx.employee.findFirstOrThrow({
    where: { companyId, role: "OWNER" },
    select: { account: { select: { id: true, name: true, email: true, locale: true } } },
  });
  return { accountId: account.id, name: account.name, email: account.email, locale: account.locale };
}

/** A package `p` that runs at `now`: one whose end has come does not, job or no job. */
function runsAt(now: Date): Prisma.Sql {
  return Prisma.sql`p.status <> 'INACTIVE' and not ${isOver(now)}`;
}

/** The packages `p` that run at `now`: a company's own, and those of others on hubs it shares with them. */
function runningFor(companyId: CompanyId, now: Date): Prisma.Sql {
  return Prisma.sql`(
    select p.* from hub_package p where p.company_id = ${companyId}::uuid and ${runsAt(now)}
    union all
    select p.* from hub_access s join hub g on g.id = s.hub_id
    join hub_package p on p.company_id = s.company_id and p.hub_id = s.hub_id
    where s.kind = 'SHARED' and s.ended_at is null and g.company_id = ${companyId}::uuid and ${runsAt(now)}) p`;
}

/** Counts the hubs on which a company's services run at `now`, and a second company's on hubs it holds. */
export async function countLiveHubs(tx: Transaction, companyId: CompanyId, now: Date): Promise<number> {
  const rows = await tx.$queryRaw<[{ n: number }]>`
    select count(*)::int as n from ${runningFor(companyId, now)}`;
  return rows[0].n;
}

/**
 * Counts the hubs of other companies whose services a company pays for; 0 for one that is no reseller. A run whose end
 * has come counts until the month rollover has written it down.
 */
export async function countPaidHubs(tx: Transaction, companyId: CompanyId): Promise<number> {
  return tx.hubPackage.count({ where: { status: { not: "INACTIVE" }, connection: { reseller: { companyId } } } });
}

export type LiveHub = { hubId: string; name: string; objectId: string; objectName: string; expiresAt: Date | null };

/** Lists the first `limit` hubs on which services run at `now`, those that end by themselves last. */
export async function listLiveHubs(
  tx: Transaction,
  companyId: CompanyId,
  now: Date,
  limit: number,
): Promise<LiveHub[]> {
  return tx.$queryRaw<LiveHub[]>`
    select h.hub_id as "hubId", h.name, o.id as "objectId", o.name as "objectName", p.expires_at as "expiresAt"
    from ${runningFor(companyId, now)} join hub h on h.id = p.hub_id
    join hub_access a on a.company_id = ${companyId}::uuid and a.hub_id = p.hub_id
    join secured_object o on o.id = a.object_id
    order by p.expires_at nulls first, o.name, h.name limit ${limit}`;
}

/** Locks and reads a company's runs whose end has come at `now` but which no job has met yet. */
export async function lockDuePackages(tx: Transaction, companyId: CompanyId, now: Date): Promise<HubPackage[]> {
  const rows = await tx.$queryRaw<(PackageRow & { hubKey: string })[]>`
    select ${packageColumns}, p.hub_id as "hubKey" ${packageJoins}
    where p.company_id = ${companyId}::uuid and p.status <> 'INACTIVE' and not (${runsAt(now)})
    order by p.hub_id for update of p`;
  return rows.map((row) => toHubPackage(row, companyId, row.hubKey));
}
