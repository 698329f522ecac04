import { mirrorRequest } from "@/lib/server/relay/mirror";

export const dynamic = "force-dynamic";

/** The hub cloud through the relay, path for path. */
function answer(request: Request): Promise<Response> {
  return mirrorRequest(request);
}

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT };
