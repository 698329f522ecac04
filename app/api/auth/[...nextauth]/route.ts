import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/config";
import { realNow } from "@/lib/clock";
import { statusOfCode } from "@/lib/errors";
import { type PlainSentence, plainSentence } from "@/lib/i18n/plain-sentence";
import { isSameOrigin } from "@/lib/server/origin";

type Parameters = { params: Promise<{ nextauth: string[] }> };

/** All that the sign-in form asks of next-auth; its own pages, lists and log have no business here. */
const served = { GET: "csrf", POST: "callback/credentials" } as const;

const formType = "application/x-www-form-urlencoded";

function refuse({ headers }: Request, status: number, key: PlainSentence): Response {
  const language = { cookie: headers.get("cookie"), acceptLanguage: headers.get("accept-language") };
  return Response.json({ message: plainSentence(key, language, { type: formType }) }, { status });
}

/** Answers the two requests of the sign-in form and no other, and a POST only as a form of our own sends it. */
async function handle(request: Request, context: Parameters): Promise<Response> {
  const { nextauth } = await context.params;
  if (nextauth.join("/") !== served[request.method === "POST" ? "POST" : "GET"]) return refuse(request, 404, "nothing");
  if (request.method === "POST") {
    if (!isSameOrigin(request.headers)) return refuse(request, 403, "foreign");
    if (!request.headers.get("content-type")?.startsWith(formType)) return refuse(request, 415, "formType");
  }
  return withStatus(await NextAuth(authOptions())(request, context));
}

/** next-auth answers each refused sign-in with 401; one that was not looked at has the status of its reason (T-13). */
async function withStatus(answer: Response): Promise<Response> {
  if (answer.status !== 401) return answer;
  const body = await answer.json();
  const [code, time] = (new URL(body.url).searchParams.get("error") ?? "").split("|");
  const isLooked = code !== "RATE_LIMITED" && code !== "UNAVAILABLE";
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  const seconds = Math.ceil((Date.parse(time ?? "") - realNow().epochMilliseconds) / 1_000);
  if (code === "RATE_LIMITED" && seconds > 0) headers.set("retry-after", String(seconds));
  return Response.json(body, { status: isLooked ? 401 : statusOfCode(code), headers });
}

export { handle as GET, handle as POST };
