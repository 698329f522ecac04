import type { AccountId } from "@/lib/server/ids";

/** The platform's admin, as the gate has proved one; each act of theirs carries a reason (PRODUCT J16). */
export type Admin = { accountId: AccountId; name: string; requestId: string };
