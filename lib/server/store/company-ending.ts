import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** The company on the other side of a connection or a request; `isReseller` says which side that is. */
export type Counterpart = { counterpartId: string; counterpartSlug: string; isReseller: boolean };

/** A living connection of a company, on either side of it. */
export type Tie = Counterpart & { connectionId: string; requestId: string; version: number };

/** Locks the connections of a company that still live, as dealer and as reseller, and reads them. */
export async function lockConnectionsOf(tx: Transaction, companyId: CompanyId): Promise<Tie[]> {
  return tx.$queryRaw<Tie[]>`
    select n.id as "connectionId", n.request_id as "requestId", n.version, o.id as "counterpartId",
      o.slug as "counterpartSlug", n.company_id = ${companyId}::uuid as "isReseller"
    from reseller_connection n join reseller r on r.id = n.reseller_id
    join company o on o.id = case when n.company_id = ${companyId}::uuid then r.company_id else n.company_id end
    where (n.company_id = ${companyId}::uuid or r.company_id = ${companyId}::uuid) and n.state <> 'CLOSED'
    order by n.id for update of n`;
}

/** Closes connections together with the requests they were approved by. */
export async function closeConnections(tx: Transaction, ties: readonly Tie[], at: Date): Promise<void> {
  await tx.resellerConnection.updateMany({
    where: { id: { in: ties.map(({ connectionId }) => connectionId) } },
    data: { state: "CLOSED", closedAt: at, version: { increment: 1 } },
  });
  await tx.connectionRequest.updateMany({
    where: { id: { in: ties.map(({ requestId }) => requestId) }, closedAt: null },
    data: { closedAt: at, version: { increment: 1 } },
  });
}

/** A request that still waited: one the company sent where the counterpart is the reseller, else one it received. */
export type WaitingRequest = Counterpart & { id: string; version: number };

/** Locks the requests of a company, sent or received, that wait for an answer, and reads them. */
export async function lockWaitingRequests(tx: Transaction, companyId: CompanyId): Promise<WaitingRequest[]> {
  return tx.$queryRaw<WaitingRequest[]>`
    select q.id, q.version, q.company_id = ${companyId}::uuid as "isReseller", o.id as "counterpartId",
      o.slug as "counterpartSlug"
    from connection_request q join reseller r on r.id = q.reseller_id
    join company o on o.id = case when q.company_id = ${companyId}::uuid then r.company_id else q.company_id end
    where (q.company_id = ${companyId}::uuid or r.company_id = ${companyId}::uuid) and q.status = 'PENDING'
    order by q.id for update of q`;
}

/** Withdraws a request the company sent, declines one it received. */
export async function closeRequest(
  tx: Transaction,
  { id, isReseller }: WaitingRequest,
  { at, reason }: { at: Date; reason: string },
): Promise<void> {
  const decided = isReseller ? { status: "WITHDRAWN" as const } : { status: "DECLINED" as const, decidedAt: at };
  await tx.connectionRequest.update({
    where: { id },
    data: { ...decided, reason, closedAt: at, version: { increment: 1 } },
  });
}

export type Addressee = { accountId: string | null; email: string; locale: string | null };

/** Revokes what invitations are open and returns who was invited. */
export async function revokeInvitations(tx: Transaction, companyId: CompanyId, at: Date): Promise<Addressee[]> {
  return tx.$queryRaw<Addressee[]>`
    with revoked as (
      update invitation set state = 'REVOKED', closed_at = ${at}, version = version + 1
      where company_id = ${companyId}::uuid and closed_at is null returning email)
    select a.id as "accountId", v.email::text as email, a.locale
    from revoked v left join pro_account a on a.email = v.email`;
}

/** Takes back what a company sent to addresses that no reseller uses yet, and returns who was asked. */
export async function withdrawResellerInvitations(
  tx: Transaction,
  companyId: CompanyId,
  at: Date,
): Promise<Addressee[]> {
  return tx.$queryRaw<Addressee[]>`
    with withdrawn as (
      update reseller_invitation set state = 'WITHDRAWN', closed_at = ${at}, version = version + 1
      where company_id = ${companyId}::uuid and state = 'SENT' returning email, sent_by_id)
    select null as "accountId", w.email::text as email, s.locale
    from withdrawn w left join pro_account s on s.id = w.sent_by_id`;
}

/** Ends every employment of a company and returns who worked there. */
export async function endEmployments(tx: Transaction, companyId: CompanyId, at: Date): Promise<Addressee[]> {
  return tx.$queryRaw<Addressee[]>`
    with ended as (
      update employee set state = 'REMOVED', ended_at = ${at}, version = version + 1
      where company_id = ${companyId}::uuid and state = 'ACTIVE' returning account_id)
    select a.id as "accountId", a.email::text as email, a.locale from ended e join pro_account a on a.id = e.account_id`;
}

/** Reads owners and managers of other companies, whom an end concerns, each once. */
export async function listOffices(tx: Transaction, companyIds: readonly string[]): Promise<Addressee[]> {
  return tx.$queryRaw<Addressee[]>`
    select distinct a.id as "accountId", a.email::text as email, a.locale
    from employee e join pro_account a on a.id = e.account_id
    where e.company_id = any(${[...companyIds]}::uuid[]) and e.role <> 'INSTALLER' and e.state = 'ACTIVE'
    order by email`;
}
