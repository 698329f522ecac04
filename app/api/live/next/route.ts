import type { NextRequest } from "next/server";
import { awaitLiveMessage } from "@/lib/server/queries/live";
import { answerPage, badAsk, readAsk } from "../answer";

export const dynamic = "force-dynamic";

/** The stream's next message as one answer, where streams do not pass: at once if there is one, else within 20 s. */
export function GET(request: NextRequest): Promise<Response> {
  return answerPage(async () => {
    const asked = readAsk(request);
    if (!asked) return badAsk();
    return Response.json(await awaitLiveMessage(asked.in, asked.after, request.signal));
  });
}
