import { settleConnection } from "@/lib/server/services/connections/settle-packages";
import { jobPayloads } from "../contracts";

/** Writes down what packages of a connection owe it. Run twice, it finds nothing left. */
export async function handleSettleConnection(payload: unknown): Promise<void> {
  await settleConnection(jobPayloads["settle-connection"].parse(payload).connectionId);
}
