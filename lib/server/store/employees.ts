import type { Transaction } from "../context";

/** An account as a company sees it when it employs that person. */
export type PersonRow = { id: string; name: string; email: string; locale: string | null };

const person = { id: true, name: true, email: true, locale: true } as const;

/** Finds an account by id. Null for an unknown or deleted one. */
export async function findPerson(tx: Transaction, accountId: string): Promise<PersonRow | null> {
  return tx.proAccount.findFirst({ where: { id: accountId, deletedAt: null }, select: person });
}

/** Finds the PRO account of an address. Null where there is none, or where nobody has confirmed the address yet. */
export async function findPersonByEmail(tx: Transaction, email: string): Promise<PersonRow | null> {
  return tx.proAccount.findFirst({
    where: { email, deletedAt: null, emailConfirmedAt: { not: null } },
    select: person,
  });
}
