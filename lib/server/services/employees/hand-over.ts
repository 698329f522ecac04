import { toDate } from "@/lib/clock";
import { hasWork, mayKeepDecisions, type WorkUnderWay } from "@/lib/domain/leaving";
import { ringPerson } from "@/lib/server/bell";
import type { CompanyContext, Transaction } from "@/lib/server/context";
import { type EmployeeRow, findOwner } from "@/lib/server/store/employees";
import { countWork, handOverHubs, handOverObjects, insertHandover } from "@/lib/server/store/leavers";

/** What history says of a handover: to whom, and how much. Empty where nothing was under way. */
export type HandedOver = Record<string, string | number>;

/**
 * Hands over what an employee has under way, in the transaction that ends the employment: hubs and objects to the
 * successor, changes and requests too, unless the successor's role may not act on them: then they go to the owner.
 * Afterwards nothing is the leaver's any more. Who takes over is told by the bell.
 */
export async function handOver(
  tx: Transaction,
  ctx: CompanyContext,
  { employee, successor }: { employee: EmployeeRow; successor: EmployeeRow },
): Promise<HandedOver> {
  const work = await countWork(tx, ctx.companyId, employee.account.id);
  if (!hasWork(work)) return {};
  const keeper = mayKeepDecisions(successor.role) ? successor : await findOwner(tx, ctx.companyId);
  const { companyId, now: at } = ctx;
  const fromId = employee.account.id;
  await handOverHubs(tx, companyId, { fromId, toId: successor.account.id });
  await handOverObjects(tx, companyId, { fromId: employee.id, toId: successor.id });
  await insertHandover(tx, { companyId, fromId, toId: keeper.account.id, at });

  const { installedHubs, assignedObjects, ...decisions } = work;
  const nothing: WorkUnderWay = { installedHubs: 0, assignedObjects: 0, upcomingChanges: 0, openRequests: 0 };
  const isOne = keeper.id === successor.id;
  await ring(tx, ctx, { employee, to: successor, work: isOne ? work : { ...nothing, installedHubs, assignedObjects } });
  if (!isOne) await ring(tx, ctx, { employee, to: keeper, work: { ...nothing, ...decisions } });
  const handedOver: HandedOver = {};
  if (installedHubs > 0) Object.assign(handedOver, { hubsTo: successor.account.name, installedHubs });
  if (assignedObjects > 0) Object.assign(handedOver, { objectsTo: successor.account.name, assignedObjects });
  if (hasWork({ ...nothing, ...decisions }))
    Object.assign(handedOver, { changesTo: keeper.account.name, ...decisions });
  return handedOver;
}

type News = { employee: EmployeeRow; to: EmployeeRow; work: WorkUnderWay };

async function ring(tx: Transaction, ctx: CompanyContext, { employee, to, work }: News): Promise<void> {
  if (!hasWork(work) || to.account.id === ctx.account.id) return;
  const { installedHubs, assignedObjects, upcomingChanges, openRequests } = work;
  const reader = { accountId: to.account.id, companyId: ctx.companyId };
  await ringPerson(tx, reader, {
    kind: "work.handed_over",
    data: {
      company: ctx.companyName,
      person: employee.account.name,
      hubs: installedHubs,
      objects: assignedObjects,
      changes: upcomingChanges,
      requests: openRequests,
    },
    href: `/c/${ctx.companySlug}/company/employees/${to.id}`,
    groupKey: `handover:${employee.id}`,
    at: toDate(ctx.now),
  });
}
