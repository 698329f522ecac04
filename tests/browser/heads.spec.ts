import type { APIRequestContext } from "playwright/test";
import { expect, test } from "./support/portal-test";
import { addHub } from "./support/world";

const always: Record<string, string | RegExp> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "strict-transport-security": /^max-age=\d{8}/,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": /geolocation=\(\)/,
};

const neverThere = ["x-powered-by", "server"];

/** One answer of each kind there is: page, redirect, refusal, error, API, file. */
const kinds: [what: string, path: string, status: number, options?: Parameters<APIRequestContext["fetch"]>[1]][] = [
  ["a page", "/sign-in", 200],
  ["a redirect to the sign-in form", "/c/sicura/objects", 307],
  ["a page that is not there", "/no-such-page", 404],
  ["a file that is not there", "/_next/static/none.js", 404],
  ["an address of the API that is not there", "/api/none", 404],
  ["the health page", "/api/health", 200],
  ["the sign-in form's token", "/api/auth/csrf", 200],
  ["a page of next-auth's own", "/api/auth/signin", 404],
  ["the list of its providers", "/api/auth/providers", 404],
  ["its session, which is true and empty", "/api/auth/session", 404],
  ["an address that cannot be read", "/c/%E0%A4%A", 400],
  ["an address with a NUL", "/c/sicura/objects?q=%00", 400],
  ["a method that pages do not know", "/sign-in", 405, { method: "DELETE" }],
  ["a post from nowhere", "/sign-in", 403, { method: "POST", data: "x" }],
  ["a sign-in from another site", "/api/auth/callback/credentials", 403, { method: "POST", form: { email: "x" } }],
  ["a picture", "/icons.svg", 200],
];

for (const [what, path, status, options] of kinds) {
  test(`${what} carries the safe heads and tells nothing of the server (RELIABILITY T-18)`, async ({ request }) => {
    const answer = await request.fetch(path, { maxRedirects: 0, ...options });
    expect(answer.status()).toBe(status);
    const heads = answer.headers();
    for (const [name, value] of Object.entries(always)) expect.soft(heads[name], name).toMatch(value);
    for (const name of neverThere) expect.soft(heads[name], name).toBeUndefined();
    if (heads["content-type"]?.startsWith("text/html")) {
      expect(heads["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic'/);
      for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) {
        expect.soft(heads["content-security-policy"]).toContain(rule);
      }
    }
  });
}

test("each page has a nonce of its own, which its scripts carry (RELIABILITY T-17)", async ({ request }) => {
  const nonces = new Set<string>();
  for (let visit = 0; visit < 5; visit++) {
    const answer = await request.get("/sign-in");
    const [, nonce = ""] = /'nonce-([^']+)'/.exec(answer.headers()["content-security-policy"] ?? "") ?? [];
    nonces.add(nonce);
    const scripts = [...(await answer.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  }
  expect(nonces.size).toBe(5);
});

test("what a signed-in person reads is kept nowhere, and is another's at no address (RELIABILITY T-22)", async ({
  database,
  sicura,
  dnipro,
  enter,
  staff,
}) => {
  const hubs = [await addHub(database, sicura, { state: "ACTIVE" }), await addHub(database, dnipro)];
  const pages = [
    await enter(await staff(sicura, "SERVICE_MANAGER")),
    await enter(await staff(dnipro, "SERVICE_MANAGER")),
  ];
  const addresses = ["/", "/account", "/c/sicura/objects", "/c/dnipro/objects", ...hubs.map(({ paths }) => paths.hub)];
  for (let round = 0; round < 5; round++) {
    for (const address of addresses) {
      const answers = await Promise.all(pages.map((page) => page.request.get(address)));
      for (const [index, answer] of answers.entries()) {
        expect.soft(answer.headers()["cache-control"], address).toContain("no-store");
        expect.soft(await answer.text(), address).not.toContain(hubs[1 - index]?.name);
      }
    }
  }
});
