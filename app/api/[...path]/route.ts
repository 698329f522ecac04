import { answerCloudRequest } from "@/lib/server/cloud-api/answer-cloud";

export const dynamic = "force-dynamic";

/** The hub cloud as its clients know it: every path below /api that nothing else has, unknown ones included. */
function answer(request: Request): Promise<Response> {
  return answerCloudRequest(request);
}

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT };
