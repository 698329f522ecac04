import type { CloudCaller } from "@/lib/server/services/hubs/scope";

/** One call by a proved caller. `at` holds what the path names; an empty text is what its pattern does not. */
export type Call = {
  caller: CloudCaller;
  request: Request;
  at: { hubId: string; deviceId: string; groupId: string; spaceId: string };
};
