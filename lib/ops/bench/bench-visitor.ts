import { elapsedMs } from "@/lib/clock";
import { demoPassword } from "@/prisma/seed/people";
import type { BenchApp } from "./bench-app";

/** Somebody who has signed in, and reads pages as a browser would, one at a time. */
export type Visitor = {
  /** Reads a page to its end. Throws unless it is there. */
  read: (path: string) => Promise<string>;
  /** Reads a page and returns how long that took, in milliseconds. */
  time: (path: string) => Promise<number>;
};

/** What a try to sign in was answered: the body, and by its code whether it was let in. */
export type Answer = { status: number; body: string; refusal: string | null };

/** The sign-in form as one browser has it open: `send` presses its button, `cookie` is what the browser then holds. */
export type SignInForm = { send: (email: string, password: string) => Promise<Answer>; cookie: () => string };

/** Opens the sign-in form, through the same addresses as the page. `address` is what the nearest proxy would tell. */
export async function openForm({ origin }: BenchApp, address?: string): Promise<SignInForm> {
  const jar = new Map<string, string>();
  const keep = (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
  };
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const forwarded: Record<string, string> = address ? { "x-forwarded-for": address } : {};

  const asked = await fetch(`${origin}/api/auth/csrf`, { headers: forwarded });
  keep(asked);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const send = async (email: string, password: string) => {
    const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: cookie(), origin, ...forwarded },
      body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
    });
    keep(answer);
    const body = await answer.text();
    return { status: answer.status, body, refusal: refusalIn(body) };
  };
  return { send, cookie };
}

/** Reads the code of a refusal from where the answer leads; null for a sign-in that was let in. */
function refusalIn(body: string): string | null {
  const { url } = JSON.parse(body) as { url: string };
  return new URL(url).searchParams.get("error");
}

/** Signs a person of the demo world in. */
export async function signIn(app: BenchApp, email: string): Promise<Visitor> {
  const form = await openForm(app);
  await form.send(email, demoPassword);
  const read = async (path: string) => {
    const page = await fetch(`${app.origin}${path}`, {
      redirect: "manual",
      headers: { cookie: form.cookie(), "accept-encoding": "identity" },
    });
    const text = await page.text();
    if (page.status !== 200) throw new Error(`${path} answered ${page.status} to ${email}.`);
    return text;
  };
  const time = async (path: string) => {
    const begun = elapsedMs();
    await read(path);
    return elapsedMs() - begun;
  };
  return { read, time };
}
