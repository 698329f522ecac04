import type { Transaction } from "../context";
import type { PackageEventKind } from "../feed/kinds";
import { goesOn } from "./package-reading";

export type DigestKind = "DAY" | "DEALERS_DAY" | "ENDED" | "DEALERS_ENDED" | "MONTH_END";

/** One fact for one company's digest. `dueAt` is by that company's clock, null where the digest waits for a run. */
export type NewDigestLine = {
  companyId: string;
  kind: DigestKind;
  period: string;
  dueAt: Date | null;
  eventId: string;
};

/** Puts facts into the open digests of their companies, each once; a digest that was sent is followed by its next part. */
export async function addDigestLines(tx: Transaction, lines: readonly NewDigestLine[]): Promise<void> {
  if (lines.length === 0) return;
  const given = JSON.stringify(lines);
  await tx.$executeRaw`
    insert into digest (id, company_id, kind, period, due_at, part)
    select gen_random_uuid(), g.*, 1 + coalesce((
      select max(d.part) from digest d
      where d.company_id = g."companyId" and d.kind = g.kind and d.period = g.period), 0)
    from (
      select distinct "companyId", kind, period, "dueAt" from jsonb_to_recordset(${given}::jsonb)
        as n("companyId" uuid, kind "DigestKind", period text, "dueAt" timestamptz)
    ) g
    on conflict (company_id, kind, period) where sent_at is null do nothing`;
  await tx.$executeRaw`
    insert into digest_line (digest_id, event_id)
    select d.id, n."eventId" from jsonb_to_recordset(${given}::jsonb)
      as n("companyId" uuid, kind "DigestKind", period text, "eventId" uuid)
    join digest d on d.company_id = n."companyId" and d.kind = n.kind and d.period = n.period and d.sent_at is null
    on conflict do nothing`;
}

/** A digest that is due. `month` is that of its rollover run, null for those of a day. */
export type DueDigest = {
  id: string;
  kind: Exclude<DigestKind, "MONTH_END">;
  period: string;
  companyId: string;
  month: string | null;
};

/**
 * Locks the first digest whose day is over by its company's clock or, where `hasAllEndings` says that none is on its way,
 * whose run is closed. `now` is real time.
 */
export async function lockDueDigest(
  tx: Transaction,
  { now, hasAllEndings }: { now: Date; hasAllEndings: boolean },
): Promise<DueDigest | null> {
  const rows = await tx.$queryRaw<DueDigest[]>`
    select d.id, d.kind::text as kind, d.period, d.company_id as "companyId", r.month
    from digest d join company c on c.id = d.company_id and c.deleted_at is null
    left join simulation_clock k on k.id = c.clock_id
    left join rollover_run r on d.due_at is null and r.id::text = d.period
    where d.sent_at is null and (
      d.due_at <= ${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'
      or (${hasAllEndings} and r.status in ('COMPLETE', 'COMPLETE_WITH_FAILURES')))
    order by d.due_at, d.id limit 1 for update of d`;
  return rows[0] ?? null;
}

/** Closes a digest; it takes no more lines. `sentAt` is real time. */
export async function closeDigest(tx: Transaction, digestId: string, sentAt: Date): Promise<void> {
  await tx.digest.update({ where: { id: digestId }, data: { sentAt } });
}

export type DigestHub = { kind: PackageEventKind; hub: string; object: string; person: string | null };

/** Reads the first `limit` lines of a digest that tell of `kinds`, in the order they happened. */
export async function listDigestHubs(
  tx: Transaction,
  digestId: string,
  { kinds, limit }: { kinds: readonly PackageEventKind[]; limit: number },
): Promise<DigestHub[]> {
  return tx.$queryRaw<DigestHub[]>`
    select o.kind, h.name as hub, s.name as object, a.actor_name as person
    from digest_line l join outbox o on o.id = l.event_id join hub h on h.id = o.hub_id
    join hub_access x on x.company_id = o.company_id and x.hub_id = h.id
    join secured_object s on s.id = x.object_id
    left join audit_entry a on a.subject_id = o.subject_id and a.action = o.kind and a.actor_kind = 'PERSON'
      and a.subject_version = split_part(o.dedupe_key, ':', 2)::int
    where l.digest_id = ${digestId}::uuid and o.kind = any(${[...kinds]}) order by o.at, h.name limit ${limit}`;
}

export type DigestCount = { companyId: string; company: string; kind: PackageEventKind; n: number };

/** Counts a digest's lines by dealer and kind of act, dealers by name. */
export async function countDigestLines(tx: Transaction, digestId: string): Promise<DigestCount[]> {
  return tx.$queryRaw<DigestCount[]>`
    select c.id as "companyId", c.name as company, o.kind, count(*)::int as n
    from digest_line l join outbox o on o.id = l.event_id join company c on c.id = o.company_id
    where l.digest_id = ${digestId}::uuid group by c.id, c.name, o.kind order by c.name, c.id, o.kind`;
}

/** A month end that a dealer hears of before it comes. */
export type NearEnd = { companyId: string; endsAt: Date; zone: string };

/**
 * Reads the ends that come within `hours` by their companies' clocks, that hubs wait for, and that nobody was told of.
 * `now` is real time.
 */
export async function listNearEnds(tx: Transaction, now: Date, hours: number): Promise<NearEnd[]> {
  return tx.$queryRaw<NearEnd[]>`
    select c.id as "companyId", p.expires_at as "endsAt", min(p.billing_zone) as zone
    from company c left join simulation_clock k on k.id = c.clock_id
    cross join lateral (select ${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond' as now) its
    join hub_package p on p.company_id = c.id and p.status = 'EXPIRING' and p.expires_at > its.now and not ${goesOn}
      and p.expires_at <= its.now + ${hours}::int * interval '1 hour'
    where c.deleted_at is null
    group by c.id, p.expires_at
    having not exists (
      select from digest d where d.company_id = c.id and d.kind = 'MONTH_END'
        and d.period = to_char(p.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))`;
}

/** Notes that a dealer is told of a month end now. Answers false if somebody else did so first. */
export async function noteNearEnd(tx: Transaction, end: NearEnd, sentAt: Date): Promise<boolean> {
  const noted = await tx.$executeRaw`
    insert into digest (id, company_id, kind, period, sent_at)
    values (gen_random_uuid(), ${end.companyId}::uuid, 'MONTH_END',
      to_char(${end.endsAt}::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), ${sentAt})
    on conflict (company_id, kind, period, part) do nothing`;
  return noted === 1;
}

/** Reads the first `limit` hubs that go off at one end, and how many there are. */
export async function listEndingHubs(
  tx: Transaction,
  { companyId, endsAt }: NearEnd,
  limit: number,
): Promise<{ n: number; hubs: DigestHub[] }> {
  const counts = await tx.$queryRaw<[{ n: number }]>`
    select count(*)::int as n from hub_package p
    where p.company_id = ${companyId}::uuid and p.status = 'EXPIRING' and p.expires_at = ${endsAt} and not ${goesOn}`;
  const hubs = await tx.$queryRaw<DigestHub[]>`
    select 'package.expired' as kind, h.name as hub, s.name as object, null as person
    from hub_package p join hub h on h.id = p.hub_id
    join hub_access x on x.company_id = p.company_id and x.hub_id = h.id
    join secured_object s on s.id = x.object_id
    where p.company_id = ${companyId}::uuid and p.status = 'EXPIRING' and p.expires_at = ${endsAt}
      and not ${goesOn}
    order by h.name, h.id limit ${limit}`;
  return { n: counts[0].n, hubs };
}
