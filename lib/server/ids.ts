declare const brand: unique symbol;

/** A company id that only the gate, a job handler or set-up code has proved. Data access takes nothing else. */
export type CompanyId = string & { readonly [brand]: "CompanyId" };

export type AccountId = string & { readonly [brand]: "AccountId" };

/** Brands an id read from a row that names the tenant itself: session ⨝ employee ⨝ company, or a job's own row. */
export function proveCompanyId(id: string): CompanyId {
  return id as CompanyId;
}

export function proveAccountId(id: string): AccountId {
  return id as AccountId;
}
