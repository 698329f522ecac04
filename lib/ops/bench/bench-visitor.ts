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

/** Signs a person of the demo world in, through the same addresses as the form. */
export async function signIn({ origin }: BenchApp, email: string): Promise<Visitor> {
  const jar = new Map<string, string>();
  const keep = (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
  };
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  const asked = await fetch(`${origin}/api/auth/csrf`);
  keep(asked);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookie(), origin },
    body: new URLSearchParams({ csrfToken, email, password: demoPassword, json: "true" }),
  });
  keep(answer);

  const read = async (path: string) => {
    const page = await fetch(`${origin}${path}`, {
      redirect: "manual",
      headers: { cookie: cookie(), "accept-encoding": "identity" },
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
