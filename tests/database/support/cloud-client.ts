import { homePassword, relayHeader, sha256 } from "./home";

export type CloudAnswer = { status: number; body: unknown; headers: Headers };
export type Tokens = { sessionToken: string; refreshToken: string; userId: string; sseUrl: string };

export type Ask = {
  method?: string;
  body?: unknown;
  /** Sent as it is, in the place of a JSON body. */
  text?: string;
  headers?: Record<string, string>;
};

/** Calls an address and reads whatever JSON comes back; an empty body is undefined. */
export async function call(url: string, { method = "GET", body, text, headers = {} }: Ask = {}): Promise<CloudAnswer> {
  const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const answer = await fetch(url, {
    method,
    redirect: "manual",
    ...(sent === undefined ? {} : { body: sent }),
    headers: { ...(sent === undefined ? {} : { "content-type": "application/json" }), ...headers },
  });
  const read = await answer.text();
  return { status: answer.status, body: read === "" ? undefined : JSON.parse(read), headers: answer.headers };
}

export function loginBody(email: string, password = homePassword) {
  return { login: email, passwordHash: sha256(password), userRole: "USER" };
}

/** A direct client of the cloud: signed in, with its key. */
export type Client = Tokens & { ask: (path: string, ask?: Ask) => Promise<CloudAnswer> };

/** Signs in below a base, and returns what calls paths below the user's own. */
export async function signIn(
  base: string,
  key: string | null,
  email: string,
  password = homePassword,
): Promise<Client> {
  const keyed: Record<string, string> = key === null ? {} : { "x-api-key": key };
  const { status, body } = await call(`${base}/login`, {
    method: "POST",
    body: loginBody(email, password),
    headers: keyed,
  });
  if (status !== 200) throw new Error(`The sign-in was answered with ${status} ${JSON.stringify(body)}.`);
  const tokens = body as Tokens;
  return {
    ...tokens,
    ask: (path, ask = {}) =>
      call(`${base}/user/${tokens.userId}${path}`, {
        ...ask,
        headers: { ...keyed, "x-session-token": tokens.sessionToken, ...ask.headers },
      }),
  };
}

export type BoxAsk = {
  method?: string;
  token?: string;
  options?: unknown;
  body?: unknown;
  headers?: Record<string, string>;
};

/** Calls the relay's one endpoint as a home box does. */
export function callBox(origin: string, path: string, { method = "GET", token, options, body, headers }: BoxAsk = {}) {
  const query = new URLSearchParams({ path });
  if (token) query.set("session_token", token);
  if (options !== undefined) query.set("options", JSON.stringify(options));
  return call(`${origin}/connect/service/ajaxSystem?${query}`, {
    method,
    ...(body === undefined ? {} : { body }),
    headers: headers ?? { Autorization: relayHeader },
  });
}

export const boxUrl = "http://box.test:8123/home";

export async function linkBox(origin: string, email: string, change: Record<string, unknown> = {}) {
  const body = {
    login: email,
    passwordHash: homePassword,
    userRole: "USER",
    apikey: "box-key",
    url: boxUrl,
    ...change,
  };
  return callBox(origin, "/login", { method: "POST", body });
}
