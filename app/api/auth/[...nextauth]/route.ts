import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/config";

type Parameters = { params: Promise<{ nextauth: string[] }> };

async function handle(request: Request, context: Parameters): Promise<Response> {
  return NextAuth(authOptions())(request, context);
}

export { handle as GET, handle as POST };
