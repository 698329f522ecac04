import { randomUUID } from "node:crypto";
import { clockNow, realNow, toDate } from "@/lib/clock";
import type { ActivationRefusal } from "@/lib/domain/activation-rules";
import { type Outcome, refuse } from "@/lib/domain/outcome";
import { isNarrowed } from "@/lib/domain/permissions";
import { obstacleOf } from "@/lib/domain/planned-start";
import type { EmployeeRole } from "@/lib/domain/roles";
import { recordAudit, recordJobAudit } from "@/lib/server/audit";
import { type CompanyContext, inSystemTransaction, narrowTo, type Transaction } from "@/lib/server/context";
import { proveAccountId, proveCompanyId } from "@/lib/server/ids";
import { log } from "@/lib/server/log";
import type { HubPackage } from "@/lib/server/store/hub-packages";
import { closeStart, type DueStart, listDueStarts, lockDueStart } from "@/lib/server/store/planned-starts";
import { activateIn } from "./activate-package";
import { tellStart } from "./tell-start";

const startsAtOnce = 50;
const jobName = "Planned start";

/**
 * Activates the hubs whose planned day has come, or that have come online and were planned to start then, each in a
 * transaction of its own and in the name of who planned it, or took the plan over from somebody who left: with that
 * person's rights and assigned objects as they are now, and by every rule of an activation. A refusal ends the plan and
 * is told; nothing is billed. It may run twice and beside others: a plan is carried out once.
 */
export async function carryOutStarts(): Promise<void> {
  for (let isMore = true; isMore; ) {
    const due = await inSystemTransaction((tx) => listDueStarts(tx, toDate(realNow()), startsAtOnce));
    let failed = 0;
    for (const id of due) {
      await inSystemTransaction((tx) => carryOut(tx, id)).catch((error: unknown) => {
        failed += 1;
        log().error({ err: error, changeId: id }, "A planned start failed and will be tried again");
      });
    }
    isMore = due.length === startsAtOnce && failed === 0;
  }
}

async function carryOut(tx: Transaction, id: string): Promise<void> {
  const start = await lockDueStart(tx, id, toDate(realNow()));
  if (!start) return;
  const obstacle = obstacleOf({ ...start, role: start.byRole });
  const ctx = start.byRole && !obstacle ? actingFor(start, start.byRole) : null;
  const outcome = ctx
    ? await activate(tx, ctx, start)
    : refuse("FORBIDDEN", { planner: obstacle ?? "LEFT", person: start.byName });
  const now = clockNow(start.offsetMs);
  await closeStart(tx, id, {
    at: toDate(now),
    ...(outcome.ok ? { resultId: outcome.value.id } : { refusal: outcome.refusal }),
  });
  const refusal = obstacle ? `PLANNER_${obstacle}` : !outcome.ok && outcome.refusal;
  const after = outcome.ok ? { status: "DONE" } : { status: "REFUSED", refusal };
  const fact = {
    action: outcome.ok ? ("start.done" as const) : ("start.refused" as const),
    subjectId: id,
    subjectVersion: start.version + 1,
    hubKey: start.hubKey,
    before: { status: "PLANNED" },
    after: { ...after, plannedBy: start.plannedByName },
  };
  if (ctx && !outcome.ok) await recordAudit(tx, ctx, fact);
  else await recordJobAudit(tx, { ...fact, companyId: start.companyId, actorName: jobName, at: now });
  await tellStart(tx, start, { outcome, at: now });
}

async function activate(
  tx: Transaction,
  ctx: CompanyContext,
  { objectId, hubId, hubVersion, offerCode, resellerId }: DueStart,
): Promise<Outcome<HubPackage, ActivationRefusal>> {
  if (ctx.assignedOnly) await narrowTo(tx, ctx.assignedOnly);
  return activateIn(tx, ctx, { objectId, hubId, version: hubVersion, offerCode, resellerId });
}

/** The context of who planned a start, as the gate and a transaction of that person would make it at this moment. */
function actingFor(start: DueStart, role: EmployeeRole): CompanyContext {
  return {
    companyId: proveCompanyId(start.companyId),
    companySlug: start.companySlug,
    companyName: start.companyName,
    timeZone: start.companyZone,
    side: "dealer",
    role,
    isFinanceGranted: false,
    account: {
      id: proveAccountId(start.byId),
      name: start.byName,
      email: start.byEmail,
      timeZone: start.byZone,
    },
    now: clockNow(start.offsetMs),
    clockId: start.clockId,
    clockOffsetMs: start.offsetMs,
    origin: "JOB",
    requestId: randomUUID(),
    assignedOnly: isNarrowed({ role, side: "dealer" }, start) ? start.byEmployeeId : null,
    command: null,
  };
}
