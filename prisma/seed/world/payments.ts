import { parseBillingMonth } from "@/lib/domain/billing-month";
import { onDatabase } from "@/lib/server/context";
import { proveAccountId } from "@/lib/server/ids";
import type { Admin } from "@/lib/server/services/platform-admin";
import { recordCorrection } from "@/lib/server/services/statements/record-correction";
import { recordPayment } from "@/lib/server/services/statements/record-payment";

const adminEmail = "admin@portal.example";
const correctedMinor = -100;

/** The platform's act on statements: all but each reseller's newest are paid; with the correction one line is put right. */
export type StatementStep = { kind: "PAYMENTS"; at: Temporal.Instant; hasCorrection: boolean };

/** Records payments, and the correction of one line of the month that was closed last, as the platform admin would. */
export async function settleStatements({ hasCorrection }: StatementStep): Promise<void> {
  const admin = await findAdmin();
  const statements = await onDatabase((client) =>
    client.statement.findMany({ orderBy: [{ month: "desc" }, { id: "asc" }] }),
  );
  const newest = statements[0]?.month;
  for (const { resellerId, month: text, status } of statements) {
    const month = parseBillingMonth(text);
    if (!month || text === newest || status === "PAID") continue;
    requireDone(await recordPayment(admin, { resellerId, month, reason: `Bank transfer for ${text}` }));
  }
  if (hasCorrection && newest) await correctOne(admin, newest);
}

async function correctOne(admin: Admin, text: string): Promise<void> {
  const line = await onDatabase((client) =>
    client.statementLine.findFirst({
      where: { month: text, kind: "ACCOUNT", feeMinor: { gt: -correctedMinor } },
      orderBy: { hubNumber: "asc" },
      select: { hubNumber: true, statement: { select: { resellerId: true } } },
    }),
  );
  const month = parseBillingMonth(text);
  if (!line || !month) return;
  const { hubNumber, statement } = line;
  const reason = "The hub was out of order for half of the month.";
  requireDone(
    await recordCorrection(admin, {
      resellerId: statement.resellerId,
      month,
      hubNumber,
      feeMinor: correctedMinor,
      reason,
    }),
  );
}

async function findAdmin(): Promise<Admin> {
  const { id, name } = await onDatabase((client) =>
    client.proAccount.findUniqueOrThrow({ where: { email: adminEmail }, select: { id: true, name: true } }),
  );
  return { accountId: proveAccountId(id), name, requestId: "seed" };
}

function requireDone(outcome: { ok: boolean; refusal?: string }): void {
  if (!outcome.ok) throw new Error(`A statement could not be settled: ${outcome.refusal}.`);
}
