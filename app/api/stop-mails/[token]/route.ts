import { redirect } from "next/navigation";
import { answerOneClickStop } from "@/lib/server/rest/one-click-stop";

type Parameters = { params: Promise<{ token: string }> };

/** A person who opens the address of a mail's header is led to the page with the button; opening changes nothing. */
export async function GET(_request: Request, { params }: Parameters): Promise<never> {
  redirect(`/stop-mails/${encodeURIComponent((await params).token)}`);
}

export async function POST(request: Request, { params }: Parameters): Promise<Response> {
  return answerOneClickStop(request, (await params).token);
}
