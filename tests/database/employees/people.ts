import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { proveAccountId } from "@/lib/server/ids";
import type { InvitedPerson } from "@/lib/server/services/employees/answer-invitation";
import type { Dealer } from "../support/dealer";

/** Adds somebody with an account and without a company, as the services for the invited take a person. */
export async function addAccount(
  owner: Client,
  options: { email?: string; isConfirmed?: boolean } = {},
): Promise<InvitedPerson> {
  const id = randomUUID();
  const email = options.email ?? `${id}@person.example`;
  const name = `Person ${id.slice(0, 4)}`;
  await owner.query(
    `insert into pro_account (id, email, name, password_hash, created_at, email_confirmed_at)
     values ($1, $2, $3, 'none', now(), case when $4 then now() end)`,
    [id, email, name, options.isConfirmed ?? true],
  );
  return { accountId: proveAccountId(id), name, email, origin: "PHONE", requestId: randomUUID() };
}

export type InvitationLine = { id: string; state: string; role: string; version: number; closed_at: Date | null };

/** Reads all offers a company ever made to an address, the oldest first. */
export async function invitationsOf(owner: Client, dealer: Dealer, email: string): Promise<InvitationLine[]> {
  const { rows } = await owner.query<InvitationLine>(
    `select id, state, role, version, closed_at from invitation where company_id = $1 and email = $2 order by sent_at, id`,
    [dealer.id, email],
  );
  return rows;
}

export type MailLine = { template: string; recipient: string; data: Record<string, string> };

/** Reads the mails of an address, the oldest first. */
export async function mailsTo(owner: Client, email: string): Promise<MailLine[]> {
  const { rows } = await owner.query<MailLine>(
    `select template, recipient::text, data from mail_message where recipient = $1 order by created_at, id`,
    [email],
  );
  return rows;
}

/** Reads the secret of the newest invitation mail, as the person's mail client would show it. */
export async function tokenFor(owner: Client, email: string): Promise<string> {
  const mail = (await mailsTo(owner, email)).findLast(({ template }) => template === "invitation");
  return mail?.data.linkPath?.split("/").at(-1) ?? "";
}

/** Reads the actions of a company's history, in the order of its clock. */
export async function actionsOf(owner: Client, dealer: Dealer): Promise<string[]> {
  const { rows } = await owner.query<{ action: string }>(
    `select action from audit_entry where company_id = $1 order by at, recorded_at, id`,
    [dealer.id],
  );
  return rows.map(({ action }) => action);
}

/** Moves a company's own clock forward. */
export async function advance(owner: Client, dealer: Dealer, ms: number): Promise<void> {
  await owner.query(`update simulation_clock set offset_ms = offset_ms + $2 where id = $1`, [dealer.clockId, ms]);
}

/** Reads an employment as a form drawn now would name it. */
export async function employeeRefOf(owner: Client, dealer: Dealer, accountId: string) {
  const { rows } = await owner.query<{ employeeId: string; version: number }>(
    `select id as "employeeId", version from employee where company_id = $1 and account_id = $2 and state = 'ACTIVE'`,
    [dealer.id, accountId],
  );
  return rows[0] ?? { employeeId: randomUUID(), version: 1 };
}

/** Reads an employment as the form of a removal names it, with the owner taking over. */
export async function removalOf(owner: Client, dealer: Dealer, accountId: string) {
  const successor = await employeeRefOf(owner, dealer, dealer.owner.id);
  return { ...(await employeeRefOf(owner, dealer, accountId)), successorId: successor.employeeId };
}
