import "server-only";
import { sourceOf } from "@/lib/auth/request-source";
import { stopMails } from "@/lib/server/services/notifications/stop-mails";

/**
 * Answers what a mail program posts to stop mails for its reader, without cookies and without asking again (RFC 8058):
 * 200 also for a repeat, 400 for any other post, 404 for a token that does not work.
 */
export async function answerOneClickStop(request: Request, token: string): Promise<Response> {
  const form = await request.formData().catch(() => null);
  if (form?.get("List-Unsubscribe") !== "One-Click") return new Response(null, { status: 400 });
  const outcome = await stopMails(token, sourceOf(request.headers));
  return new Response(null, { status: outcome.ok ? 200 : 404 });
}
