import { type Browser, test as base, expect, type Page } from "playwright/test";
import type { EmployeeRole } from "@/lib/domain/roles";
import { demoPassword } from "@/prisma/seed/people";
import { type Database, openDatabase } from "./database";
import { addEmployee, type Company, findCompany, type Person } from "./world";

type StorageState = Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>;

type Key = { state: StorageState; usedAt: number };

/** What all tests of one worker share: the database, and people who have signed in once. */
type Desk = { people: Map<string, Promise<Person>>; keys: Map<string, Key> };

type TestFixtures = {
  /** Gives a person's page, signed in through the form the first time and by the kept cookie from then on. */
  enter: (person: Person) => Promise<Page>;
  /** Gives this worker's own employee of a demo company. */
  staff: (company: Company, role: EmployeeRole) => Promise<Person>;
  /** Errors a browser may tell on its console in this test, as that of a page that is not there. */
  expectedNoise: RegExp | null;
};

type WorkerFixtures = { database: Database; desk: Desk; dnipro: Company; sicura: Company };

export const test = base.extend<TestFixtures, WorkerFixtures>({
  database: [
    // Playwright reads from the pattern what is needed first, and takes no empty one.
    async ({ browserName: _browserName }, use) => {
      const database = openDatabase();
      await use(database);
      await database.close();
    },
    { scope: "worker" },
  ],
  desk: [
    async ({ browserName: _browserName }, use) => use({ people: new Map(), keys: new Map() }),
    { scope: "worker" },
  ],
  dnipro: [async ({ database }, use) => use(await findCompany(database, "dnipro")), { scope: "worker" }],
  sicura: [async ({ database }, use) => use(await findCompany(database, "sicura")), { scope: "worker" }],
  expectedNoise: [null, { option: true }],
  page: async ({ page, expectedNoise }, use) => {
    const noise = listen(page);
    await use(page);
    expectQuiet(noise, expectedNoise);
  },
  staff: async ({ database, desk }, use) => {
    await use((company, role) => {
      const key = `${company.slug} ${role}`;
      const person = desk.people.get(key) ?? addEmployee(database, company, role);
      desk.people.set(key, person);
      return person;
    });
  },
  enter: async ({ browser, desk, expectedNoise }, use) => {
    const noises: Noise[] = [];
    const opened: Page[] = [];
    await use(async (person) => {
      const page = await openPage(browser, desk, person);
      noises.push(listen(page));
      opened.push(page);
      return page;
    });
    for (const noise of noises) expectQuiet(noise, expectedNoise);
    await Promise.all(opened.map((page) => page.context().close()));
  },
});

export { expect };

/** A session that nobody uses ends after half an hour, that of an admin after a quarter: a run may last longer. */
const longestIdleMs = 10 * 60_000;

async function openPage(browser: Browser, desk: Desk, person: Person): Promise<Page> {
  const kept = desk.keys.get(person.email);
  const usedAt = performance.now();
  const storageState = kept && usedAt - kept.usedAt < longestIdleMs ? kept.state : undefined;
  const page = await (await browser.newContext({ storageState })).newPage();
  if (!storageState) {
    await page.goto("/sign-in");
    await signIn(page, person);
  }
  desk.keys.set(person.email, { state: storageState ?? (await page.context().storageState()), usedAt });
  return page;
}

/** Fills in the form that is shown and waits until it has led on. */
export async function signIn(page: Page, { email }: Pick<Person, "email">): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(demoPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** The browser asks for it by itself before a page has named its icon. */
const askedByBrowser = /\/favicon\.ico$/;

/**
 * How an open page learns that its session has ended, of which the browser tells by itself. Whether the question falls
 * between the end and the page's leaving is chance; what the page says of it then has its own tests.
 */
const askedAfterTheSession = /status of 401 .*\/api\/live/;

/** What a page told on its console, and the addresses that refused one of its forms. */
type Noise = { lines: string[]; refusing: Set<string> };

/** Keeps what a page complains about: errors of scripts, and what the browser says of policies and failed loads. */
function listen(page: Page): Noise {
  const noise: Noise = { lines: [], refusing: new Set() };
  page.on("pageerror", (error) => noise.lines.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) noise.lines.push(`${message.text()} ${message.location().url}`);
  });
  page.on("response", (response) => {
    const request = response.request();
    // A form that is sent before its script has come goes as the browser sends forms, and is answered with a page.
    const isForm = "next-action" in request.headers() || (request.method() === "POST" && request.isNavigationRequest());
    if (isForm && response.status() >= 400 && response.status() < 500) noise.refusing.add(response.url());
  });
  return noise;
}

/** A refused form has a status of its own, of which the browser tells too; the test reads the sentence beside it. */
function isRefusedForm(line: string, { refusing }: Noise): boolean {
  return /status of 4\d\d/.test(line) && [...refusing].some((url) => line.endsWith(` ${url}`));
}

function expectQuiet(noise: Noise, expected: RegExp | null): void {
  const unexpected = noise.lines.filter(
    (line) =>
      !expected?.test(line) &&
      !askedByBrowser.test(line) &&
      !askedAfterTheSession.test(line) &&
      !isRefusedForm(line, noise),
  );
  expect(unexpected, "Nothing is told on the browser's console.").toEqual([]);
}
