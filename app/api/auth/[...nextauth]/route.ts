import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/config";
import { isSameOrigin } from "@/lib/server/origin";

type Parameters = { params: Promise<{ nextauth: string[] }> };

/** All that the sign-in form asks of next-auth; its own pages, lists and log have no business here. */
const served = { GET: "csrf", POST: "callback/credentials" } as const;

const formType = "application/x-www-form-urlencoded";

function refuse(status: number, message: string): Response {
  return Response.json({ message }, { status });
}

/** Answers the two requests of the sign-in form and no other, and a POST only as a form of our own sends it. */
async function handle(request: Request, context: Parameters): Promise<Response> {
  const { nextauth } = await context.params;
  if (nextauth.join("/") !== served[request.method === "POST" ? "POST" : "GET"]) return refuse(404, "Nothing is here.");
  if (request.method === "POST") {
    if (!isSameOrigin(request.headers)) return refuse(403, "Send this form from the portal itself.");
    if (!request.headers.get("content-type")?.startsWith(formType)) return refuse(415, `Send this as ${formType}.`);
  }
  return NextAuth(authOptions())(request, context);
}

export { handle as GET, handle as POST };
