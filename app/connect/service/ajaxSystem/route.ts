import { answerBox } from "@/lib/server/relay/answer-box";

export const dynamic = "force-dynamic";

/** The one address that a home box calls. */
function answer(request: Request): Promise<Response> {
  return answerBox(request);
}

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT };
