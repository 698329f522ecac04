import { createHash } from "node:crypto";
import { printCursor } from "@/lib/schemas/object-list";
import { demoRelay } from "@/prisma/seed/homes";
import { demoPassword } from "@/prisma/seed/people";
import { expect, signIn, test } from "./support/portal-test";
import { addAccount, addEmployee, addHub } from "./support/world";

test.describe("around proxy.ts (RELIABILITY T-4)", () => {
  const tricks: [what: string, headers: Record<string, string>][] = [
    ["as a browser asks", {}],
    ["as an inner request", { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }],
    ["as an inner request of an older kind", { "x-middleware-subrequest": "src/middleware:middleware" }],
    ["for the data alone", { rsc: "1" }],
    ["in advance", { rsc: "1", "next-router-prefetch": "1" }],
    ["in parts", { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" }],
    ["from a state of the browser's own making", { rsc: "1", "next-router-state-tree": "%5B%22%22%2C%7B%7D%5D" }],
    [
      "with a path of its own",
      { "x-path": "//evil.example", "x-invoke-path": "/c/sicura/objects", "x-matched-path": "/" },
    ],
  ];

  test("a stranger and another company's employee read nothing, however they ask", async ({
    request,
    database,
    sicura,
    dnipro,
    enter,
    staff,
  }) => {
    const hub = await addHub(database, sicura, { state: "ACTIVE" });
    const outsider = await enter(await staff(dnipro, "SERVICE_MANAGER"));
    const paths = [
      "/c/sicura/objects",
      hub.paths.object,
      hub.paths.hub,
      `${hub.paths.package}?confirm=stop`,
      "/c/sicura/services",
      "/c/sicura/company",
      "/%63/sicura/objects",
      "/c/sicura/objects.rsc",
      "/_next/data/any/c/sicura/objects.json",
    ];
    for (const path of paths) {
      for (const [what, headers] of tricks) {
        for (const asked of [request, outsider.request]) {
          const answer = await asked.get(path, { headers });
          expect.soft(answer.status(), `${path} ${what}`).toBeLessThan(500);
          expect
            .soft(await answer.text(), `${path} ${what}`)
            .not.toMatch(new RegExp(`${hub.name}|Corner shop|Luca Moretti`));
        }
      }
    }
  });
});

test.describe("where a sign-in leads on to", () => {
  const elsewhere = [
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n//evil.example",
    "/a/..//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "\t//evil.example",
  ];

  test("is never another site", async ({ page, database, request }) => {
    const person = await addAccount(database);
    for (const next of elsewhere) {
      await page.context().clearCookies();
      await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
      await signIn(page, person);
      await expect(page, next).toHaveURL("/account");
      const answer = await page.request.get(`/sign-in?next=${encodeURIComponent(next)}`, { maxRedirects: 0 });
      expect(answer.headers().location, next).toBe("/");
    }
    const token = await request.get("/api/auth/csrf");
    const { csrfToken } = await token.json();
    const answer = await request.post("/api/auth/callback/credentials", {
      headers: { "sec-fetch-site": "same-origin" },
      form: { csrfToken, json: "true", email: person.email, password: demoPassword, callbackUrl: "/\t/evil.example" },
    });
    expect(await answer.text()).not.toContain("evil.example");
  });
});

test("a sign-in that fails on our side tells a reference and nothing of the cause", async ({ request }) => {
  const token = await request.get("/api/auth/csrf");
  const { csrfToken } = await token.json();
  for (const email of ["a\0@b.example", "\0\0\0", `${"x".repeat(250)}@b`]) {
    const answer = await request.post("/api/auth/callback/credentials", {
      headers: { "sec-fetch-site": "same-origin" },
      form: { csrfToken, json: "true", email, password: demoPassword },
    });
    expect(answer.status()).toBe(401);
    expect(new URL((await answer.json()).url).searchParams.get("error")).toBe("BAD_CREDENTIALS");
  }
});

test("an address that was made by hand shows the list as if nothing had been asked", async ({
  database,
  sicura,
  enter,
}) => {
  const page = await enter(await addEmployee(database, sicura, "INSTALLER"));
  const id = "00000000-0000-4000-8000-000000000000";
  const places = [
    `sort=name&after=${printCursor({ value: "a\0b", id })}`,
    `sort=ends&after=${printCursor({ value: "foo 1", id })}`,
    `sort=ends&before=${printCursor({ value: "1", id })}`,
    `sort=ends&after=${printCursor({ value: "+099999-01-01T00:00:00Z", id })}`,
    "after=junk&before=junk",
    "tile=none&sim=none&run=none&offline=2&reseller=x&installer=x&sort=none&dir=none",
    `q=${encodeURIComponent("%_\\ ' \" ) or 1=1 --")}`,
    "q=a&q=b",
  ];
  for (const place of places) {
    const answer = await page.request.get(`/c/sicura/objects?${place}`);
    expect.soft(answer.status(), place).toBe(200);
  }
});

test("a method that the hub cloud has not draws its own error, whatever the server would say by itself", async ({
  request,
}) => {
  for (const base of ["/api", "/connect/api"]) {
    for (const method of ["OPTIONS", "PATCH", "DELETE", "GET"]) {
      const answer = await request.fetch(`${base}/login`, { method });
      expect([answer.status(), await answer.json()]).toEqual([
        405,
        { error: "WRONG_METHOD", message: expect.any(String) },
      ]);
      expect(answer.headers().allow).toBe("POST");
    }
  }
  const boxed = await request.fetch("/connect/service/ajaxSystem?path=/login", { method: "OPTIONS" });
  expect([boxed.status(), await boxed.json()]).toEqual([200, { error: expect.any(String) }]);
});

test("the relay's one address answers 200 with a sentence, whatever is sent", async ({ request }) => {
  const box = "/connect/service/ajaxSystem";
  const account = `${demoRelay.user}:${demoRelay.password}`;
  const headers = { Autorization: createHash("sha512").update(account).digest("hex") };
  const answers = [
    await request.fetch(`${box}?path=/login`, { method: "POST", headers, data: `{"x":"${"x".repeat(1_100_000)}"}` }),
    await request.get(`${box}?path=/user/%00/hubs`, { headers }),
    await request.get(`${box}?path=/user/%zz/hubs`, { headers }),
    await request.get(`${box}?path=/user/x/hubs`),
  ];
  for (const answer of answers) {
    expect([answer.status(), await answer.json()]).toEqual([200, { error: expect.stringMatching(/ /) }]);
    expect(answer.headers()["x-suggested-interval"]).toBe("30");
  }
  expect(await answers[0]?.json()).toEqual({ error: "A body has at most one megabyte" });

  const direct = await request.post("/api/login", { data: `{"x":"${"x".repeat(1_100_000)}"}` });
  expect([direct.status(), await direct.json()]).toMatchObject([413, { error: "TOO_LARGE" }]);
  expect(direct.headers()["x-suggested-interval"]).toBe("30");
});
