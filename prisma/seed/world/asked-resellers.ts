import { inSystemTransaction } from "@/lib/server/context";
import { inviteReseller } from "@/lib/server/services/resellers/invite-reseller";
import { sendRequestMessage } from "@/lib/server/services/resellers/send-request-message";
import type { Staff } from "./staff";

/** The address Kiwi Alarms wrote to. No reseller uses it, so its invitation waits to be claimed. */
export const unknownReseller = "connections@tasman-watch.example";

export const followUp = "Siamo ancora interessati: nel frattempo i sistemi sono diventati 20.";

/** Lets a dealer invite a reseller nobody knows yet, and another write once more with the request that waits. */
export async function askDemoResellers(staff: Staff): Promise<void> {
  const message = "Could you take over our alarms in Wellington?";
  const invited = await inviteReseller(staff.send("kiwi", "OWNER"), { email: unknownReseller, message, locale: "en" });
  if (!invited.ok) throw new Error(`${unknownReseller} could not be invited: ${invited.refusal}.`);

  const sicura = staff.send("sicura", "OWNER");
  const waiting = await inSystemTransaction((tx) =>
    tx.connectionRequest.findFirstOrThrow({
      where: { companyId: sicura.companyId, status: "PENDING" },
      select: { id: true },
    }),
  );
  const written = await sendRequestMessage(sicura, { requestId: waiting.id, body: followUp });
  if (!written.ok) throw new Error(`Sicura could not write with its request: ${written.refusal}.`);
}
