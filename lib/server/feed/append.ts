import { randomUUID } from "node:crypto";
import { toDate } from "@/lib/clock";
import { reportOf } from "@/lib/domain/station-report";
import type { CompanyContext, Transaction } from "../context";
import type { HubPackage } from "../store/hub-packages";
import { toSnapshot } from "../store/package-columns";
import { queueReports } from "../store/station-queue";
import type { ActKind, FeedPayload, PackageEventKind } from "./kinds";

/**
 * Appends a fact for others to the outbox, in the caller's transaction. The dedupe key is the package and its version,
 * so that a fact exists once however often it is told (RELIABILITY I-13).
 */
export async function appendEvent(
  tx: Transaction,
  ctx: Pick<CompanyContext, "companyId" | "now">,
  kind: PackageEventKind,
  subject: HubPackage,
): Promise<void> {
  await tx.$executeRaw`
    insert into outbox (id, kind, company_id, counterpart_id, subject_id, hub_id, dedupe_key, payload, at)
    values (${randomUUID()}::uuid, ${kind}, ${ctx.companyId}::uuid, ${subject.resellerCompanyId}::uuid,
      ${subject.id}::uuid, ${subject.hubKey}::uuid, ${`${subject.id}:${subject.version}`},
      ${JSON.stringify(toSnapshot(subject.state))}::jsonb, ${toDate(ctx.now)})`;
}

/** An act as others hear of it: where to look, and nothing more. `at` is by the company's clock. */
export type Act = {
  kind: ActKind;
  companyId: string;
  /** The other company that hears of it. */
  counterpartId?: string | null;
  subjectId: string;
  /** The hub it is about, by its key inside. */
  hubKey?: string | null;
  at: Temporal.Instant;
};

/** Appends an act to the outbox, in the caller's transaction. */
export async function appendAct(tx: Transaction, act: Act): Promise<void> {
  await appendActs(tx, [act]);
}

/** As {@link appendAct}, for many in one statement, in the order given. */
export async function appendActs(tx: Transaction, acts: readonly Act[]): Promise<void> {
  if (acts.length === 0) return;
  const rows = acts.map(({ at, ...act }) => ({ ...act, id: randomUUID(), at: toDate(at) }));
  await tx.$executeRaw`
    insert into outbox (id, kind, company_id, counterpart_id, subject_id, hub_id, dedupe_key, payload, at)
    select n.id, n.kind, n."companyId", n."counterpartId", n."subjectId", n."hubKey", n.id, '{}', n.at
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (id uuid, kind text, "companyId" uuid,
      "counterpartId" uuid, "subjectId" uuid, "hubKey" uuid, at timestamptz)) with ordinality as n
    order by n.ordinality`;
}

/** A fact about something that is no hub's, such as a statement. `at` is by the company's clock. */
export type CompanyEvent = {
  kind: "statement.closed";
  companyId: string;
  subjectId: string;
  version: number;
  payload: Record<string, string | number>;
  at: Temporal.Instant;
};

/** As {@link appendEvent}, for a fact that concerns a company and no hub. */
export async function appendCompanyEvent(tx: Transaction, event: CompanyEvent): Promise<void> {
  await tx.$executeRaw`
    insert into outbox (id, kind, company_id, subject_id, dedupe_key, payload, at)
    values (${randomUUID()}::uuid, ${event.kind}, ${event.companyId}::uuid, ${event.subjectId}::uuid,
      ${`${event.subjectId}:${event.version}`}, ${JSON.stringify(event.payload)}::jsonb, ${toDate(event.at)})`;
}

type Told<K extends "hub.event" | "hub.update"> = {
  id: string;
  kind: K;
  companyId: string;
  hubKey: string;
  payload: FeedPayload<K>;
  /** By the company's clock. */
  at: Temporal.Instant;
};

/** What a hub tells: something that happened, or what a field is now. `id` is what deliveries call it by. */
export type HubFact = Told<"hub.event"> | Told<"hub.update">;

/**
 * Appends what hubs tell to the outbox, and what of it monitoring stations are told to their queues, in the order given.
 * The caller holds the hubs' rows, so each keeps its order.
 */
export async function appendHubFacts(tx: Transaction, facts: readonly HubFact[]): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map(({ at, ...fact }) => ({ ...fact, at: toDate(at) }));
  await tx.$executeRaw`
    insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
    select n.id, n.kind, n."companyId", n."hubKey", n."hubKey", n.id, n.payload, n.at
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (
      id uuid, kind text, "companyId" uuid, "hubKey" uuid, payload jsonb, at timestamptz)) with ordinality as n
    order by n.ordinality`;
  await queueReports(tx, facts.flatMap(toQueued));
}

function toQueued({ kind, id: eventId, hubKey, at, payload }: HubFact) {
  const report = kind === "hub.event" ? reportOf(payload) : null;
  return report ? [{ eventId, hubKey, at: toDate(at), report }] : [];
}
