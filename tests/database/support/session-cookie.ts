import { encode } from "next-auth/jwt";
import { env } from "@/lib/env";
import { inSystemTransaction } from "@/lib/server/context";
import { openSession } from "@/lib/server/store/sessions";

/** Signs an account in and returns what its browser would keep, for tests of reads that begin at the gate. */
export async function sessionCookie({ id }: { id: string }): Promise<string> {
  const sid = await inSystemTransaction(async (tx) => {
    const { epoch } = await tx.proAccount.findUniqueOrThrow({ where: { id }, select: { epoch: true } });
    return openSession(tx, { accountId: id, epoch, address: null, agent: null });
  });
  return encode({ token: { sid }, secret: env().authSecret });
}
