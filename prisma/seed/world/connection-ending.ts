import type { BillingMonth } from "@/lib/domain/billing-month";
import type { Outcome } from "@/lib/domain/outcome";
import { type CompanyContext, onDatabase } from "@/lib/server/context";
import { endConnection as endByCommand } from "@/lib/server/services/connections/end-connection";

type Ending = { resellerId: string; endMonth: BillingMonth };

/** Lets a dealer's owner end the connection with a reseller, and with it whatever is billed there. */
export async function endConnection(
  given: CompanyContext,
  { resellerId, endMonth }: Ending,
): Promise<Outcome<unknown, string>> {
  const { id, version } = await onDatabase((client) =>
    client.resellerConnection.findFirstOrThrow({
      where: { companyId: given.companyId, resellerId, state: "OPEN" },
      select: { id: true, version: true },
    }),
  );
  return endByCommand(given, { connectionId: id, version, endMonth });
}
