import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../../context";

/** An account of either kind, as a sign-in to the cloud finds it. */
export type LoginAccount = {
  kind: "USER" | "PRO";
  id: string;
  passwordHash: string;
  totpSecret: string | null;
  totpLastStep: bigint | null;
  isDisabled: boolean;
};

/** Finds who has an address, whichever kind of account it is: one statement, so that none answers sooner. */
export async function findLoginAccount(tx: Transaction, email: string): Promise<LoginAccount | null> {
  const rows = await tx.$queryRaw<LoginAccount[]>`
    select case when u.id is null then 'PRO' else 'USER' end as kind, coalesce(u.id, p.id) as id,
      coalesce(u.password_hash, p.password_hash) as "passwordHash", u.totp_secret as "totpSecret",
      u.totp_last_step as "totpLastStep", coalesce(u.disabled_at, p.disabled_at, p.deleted_at) is not null as "isDisabled"
    from cloud.address a left join cloud.end_user u on u.id = a.end_user_id left join pro_account p on p.id = a.pro_account_id
    where a.email = ${email}::citext`;
  return rows[0] ?? null;
}

/** Answers whether an address belongs to somebody who lives with a hub. */
export async function isAddressOfUser(tx: Transaction, email: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select end_user_id as id from cloud.address where email = ${email}::citext and end_user_id is not null`;
  return rows.length > 0;
}

export type EndUserRow = {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  passwordHash: string;
  locale: string | null;
  epoch: number;
  totpSecret: string | null;
  totpLastStep: bigint | null;
  isDisabled: boolean;
};

const columns = Prisma.sql`
  id, email::text as email, first_name as "firstName", last_name as "lastName", password_hash as "passwordHash", locale,
  epoch, totp_secret as "totpSecret", totp_last_step as "totpLastStep", disabled_at is not null as "isDisabled"`;

/** Finds a person who lives with hubs; null where nobody has that id. */
export async function findEndUser(tx: Transaction, userId: string): Promise<EndUserRow | null> {
  const rows = await tx.$queryRaw<EndUserRow[]>`select ${columns} from cloud.end_user where id = ${userId}::uuid`;
  return rows[0] ?? null;
}

/**
 * Locks an end user, so that sign-ins, refreshes and whatever ends tokens follow each other: the end of a family would not
 * see a pair that is made at the same moment. Comes before any lock of that user's tokens and links. Null for nobody.
 */
export async function lockEndUser(tx: Transaction, userId: string): Promise<EndUserRow | null> {
  const rows = await tx.$queryRaw<EndUserRow[]>`
    select ${columns} from cloud.end_user where id = ${userId}::uuid for update`;
  return rows[0] ?? null;
}

/** Notes the time step of an authenticator's code. False if it, or a later one, was used already. */
export async function spendUserStep(tx: Transaction, userId: string, step: bigint): Promise<boolean> {
  const spent = await tx.$executeRaw`
    update cloud.end_user set totp_last_step = ${step}
    where id = ${userId}::uuid and (totp_last_step is null or totp_last_step < ${step})`;
  return spent === 1;
}

export type NewEndUser = {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  passwordHash: string;
  locale: string | null;
  createdAt: Date;
};

/** Adds somebody who lives with a hub. The database refuses an address that any account has. */
export async function addEndUser(tx: Transaction, user: NewEndUser): Promise<void> {
  await tx.$executeRaw`
    insert into cloud.end_user (id, email, first_name, last_name, password_hash, locale, created_at)
    values (${user.id}::uuid, ${user.email}::citext, ${user.firstName}, ${user.lastName}, ${user.passwordHash},
      ${user.locale}, ${user.createdAt})`;
}

/** Puts a new verifier in the place of the old one; signs-ins by the old epoch are over. */
export async function savePassword(tx: Transaction, userId: string, passwordHash: string): Promise<void> {
  await tx.$executeRaw`
    update cloud.end_user set password_hash = ${passwordHash}, epoch = epoch + 1 where id = ${userId}::uuid`;
}

/** Keeps the language that a resident chose. */
export async function saveUserLocale(tx: Transaction, userId: string, locale: string): Promise<void> {
  await tx.$executeRaw`update cloud.end_user set locale = ${locale} where id = ${userId}::uuid`;
}

/** Reads the language that whoever has an address reads. Null where nobody has it, or chose none. */
export async function findAddressLocale(tx: Transaction, email: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ locale: string | null }[]>`
    select coalesce(u.locale, p.locale) as locale from cloud.address a left join cloud.end_user u on u.id = a.end_user_id
    left join pro_account p on p.id = a.pro_account_id where a.email = ${email}::citext`;
  return rows[0]?.locale ?? null;
}
