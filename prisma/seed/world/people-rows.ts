import { toDate } from "@/lib/clock";
import type { Prisma } from "@/prisma/generated/client";
import { type CompanyKey, demoCompanies } from "../companies";
import { demoPeople, type Person } from "../people";
import type { Random } from "../random";

/** A person with the row's id, as contexts of services need them. */
export type Account = Person & { id: string };

export type CompanyIds = Record<CompanyKey, string>;

/** Draws the ids of all people and companies, in the order of their lists. */
export function nameEverybody(random: Random): { accounts: Account[]; companyIds: CompanyIds } {
  const accounts = demoPeople.map((person) => ({ ...person, id: random.uuid() }));
  const keys = Object.keys(demoCompanies) as CompanyKey[];
  const companyIds = Object.fromEntries(keys.map((key) => [key, random.uuid()])) as CompanyIds;
  return { accounts, companyIds };
}

/** Makes the rows of all accounts. They share one hash, because they share the password that is printed for all. */
export function accountRows(
  accounts: Account[],
  passwordHash: string,
  createdAt: Temporal.Instant,
): Prisma.ProAccountCreateManyInput[] {
  return accounts.map(({ id, email, name, locale, timeZone, isPlatformAdmin, isUnconfirmed }) => ({
    id,
    email,
    name,
    passwordHash,
    isPlatformAdmin: isPlatformAdmin ?? false,
    locale,
    timeZone,
    emailConfirmedAt: isUnconfirmed ? null : toDate(createdAt),
    createdAt: toDate(createdAt),
  }));
}

/** Makes the employments. A removed employee worked until `leftAt`. */
export function employeeRows(
  world: { accounts: Account[]; companyIds: CompanyIds },
  joinedAt: Temporal.Instant,
  leftAt: Temporal.Instant,
): Prisma.EmployeeCreateManyInput[] {
  return world.accounts.flatMap(({ id, jobs }) =>
    jobs.map(({ company, role, isRemoved, isFinanceGranted }) => ({
      companyId: world.companyIds[company],
      accountId: id,
      role,
      isFinanceGranted: isFinanceGranted ?? false,
      state: isRemoved ? ("REMOVED" as const) : ("ACTIVE" as const),
      joinedAt: toDate(joinedAt),
      endedAt: isRemoved ? toDate(leftAt) : null,
    })),
  );
}

/** Finds the one owner of a company. */
export function ownerOf(accounts: Account[], company: CompanyKey): Account {
  const owner = accounts.find(({ jobs }) => jobs.some((job) => job.company === company && job.role === "OWNER"));
  if (!owner) throw new Error(`Nobody owns ${company}.`);
  return owner;
}
