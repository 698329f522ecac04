import { readFileSync } from "node:fs";
import type { Page } from "playwright/test";
import { areas } from "@/lib/i18n/messages";
import { expectNoViolations } from "./support/accessible";
import { addOwnCompany, makeDealer } from "./support/companies";
import {
  overflowOf,
  type Screen,
  screensOf,
  screensOfBeginner,
  valuesForAdmin,
  valuesForDealer,
  valuesForPerson,
  valuesForReseller,
  valuesForResident,
  valuesForStranger,
} from "./support/every-screen";
import { mailFrameNoise } from "./support/mail-frame";
import { expect, test } from "./support/portal-test";
import { addResident, enterHome } from "./support/residents";
import { addAccount, addHub, type Person } from "./support/world";

test.use({ contextOptions: { reducedMotion: "reduce" }, expectedNoise: mailFrameNoise });
// Some thirty screens, each looked at twice: three minutes were too short where the machine had other work.
test.setTimeout(420_000);

const missingKey = new RegExp(`\\b(?:${areas.join("|")})\\.[a-z]\\w*`);

type Messages = { [key: string]: string | Messages };

function textsOf(locale: "en" | "uk"): Map<string, string> {
  const flatten = (messages: Messages, path: string): [string, string][] =>
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === "string" ? [[path + key, value] as [string, string]] : flatten(value, `${path}${key}.`),
    );
  return new Map(
    areas.flatMap((area) =>
      flatten(JSON.parse(readFileSync(`lib/i18n/messages/${locale}/${area}.json`, "utf8")), `${area}.`),
    ),
  );
}

/** Names of products are the same in every language. */
const productNames = new Set(["Hub"]);

/** English texts that are other words in Ukrainian, and none of whose words is a value. */
function englishOnly(): string[] {
  const ukrainian = textsOf("uk");
  const own = [...textsOf("en")].filter(([key, text]) => !text.includes("{") && ukrainian.get(key) !== text);
  const alsoUkrainian = new Set(ukrainian.values());
  return own.map(([, text]) => text).filter((text) => !alsoUkrainian.has(text) && !productNames.has(text));
}

/** Opens each screen and looks at what the specification promises of every one (ALL-4, ALL-10, ALL-11, J16). */
async function lookAt(page: Page, screens: Screen[]): Promise<void> {
  for (const { route, path } of screens) {
    const answer = await page.goto(path);
    expect.soft(answer?.status(), route).toBe(200);
    await expect.soft(page.getByRole("heading", { level: 1 }), route).toHaveCount(1);
    await expect.soft(page, route).toHaveTitle(/\S/);
    await expect.soft(page.getByRole("region", { name: "Demo clock" }), route).toBeVisible();
    expect.soft(await page.locator("body").innerText(), route).not.toMatch(missingKey);
    await expect
      .configure({ soft: true })
      .poll(() => overflowOf(page), `${route} is wider than its window`)
      .toBe(0);
    await expectNoViolations(page, route);
  }
}

/** Opens each screen as somebody who reads Ukrainian, and finds no English sentence of the portal's own on it. */
async function readInUkrainian(page: Page, screens: Screen[]): Promise<void> {
  const english = englishOnly();
  expect(english.length).toBeGreaterThan(1_000);
  for (const { route, path } of screens) {
    await page.goto(path);
    await expect.soft(page.locator("html"), route).toHaveAttribute("lang", "uk");
    const lines = new Set((await page.locator("body").innerText()).split("\n").map((line) => line.trim()));
    const found = english.filter((text) => lines.has(text));
    expect.soft(found, route).toEqual([]);
  }
}

const seeded = (email: string): Person => ({ id: "", name: email, email });

test("[ALL-4] every screen of a stranger is accessible and fits its window", async ({ page, database }) => {
  await lookAt(page, screensOf("stranger", await valuesForStranger(database)));
});

test("[ALL-4] every screen of a person is accessible and fits its window", async ({ database, enter }) => {
  const person = await addAccount(database);
  await lookAt(await enter(person), screensOf("person", await valuesForPerson(database, person)));
});

test("[ALL-4] every screen of a dealer is accessible and fits its window", async ({ database, dnipro, enter }) => {
  const page = await enter(seeded("owner@dnipro.example"));
  await lookAt(page, screensOf("dealer", await valuesForDealer(database, dnipro)));
});

test("[ALL-4] what a company sees that has just begun is accessible and fits its window", async ({
  database,
  enter,
}) => {
  const company = await addOwnCompany(database);
  await lookAt(await enter(company.owner), screensOfBeginner(company));
});

test("[ALL-4] every screen of a reseller is accessible and fits its window", async ({ database, enter }) => {
  const page = await enter(seeded("owner@meridian.example"));
  await lookAt(page, screensOf("reseller", await valuesForReseller(database, "meridian")));
});

test("[ALL-4] every screen of the platform is accessible and fits its window", async ({ database, enter }) => {
  const page = await enter(await addAccount(database, { isPlatformAdmin: true }));
  await lookAt(page, screensOf("admin", await valuesForAdmin(database)));
});

test("[ALL-4] every screen of a home is accessible, fits its window, and speaks its reader's language", async ({
  page,
  database,
  sicura,
}) => {
  const hub = await addHub(database, sicura);
  const resident = await addResident(database, [hub]);
  const screens = screensOf("resident", await valuesForResident(database, resident, hub));
  await enterHome(page, resident);
  await lookAt(page, screens);
  await database.write([["update cloud.end_user set locale = 'uk' where id = $1", [resident.id]]]);
  await readInUkrainian(page, screens);
});

test.describe("in Ukrainian", () => {
  test.use({ locale: "uk-UA" });

  test("every screen of a stranger speaks the browser's language", async ({ page, database }) => {
    const screens = screensOf("stranger", await valuesForStranger(database));
    // A mail speaks the language of whom it went to, and the mailbox lists them by their subjects.
    await readInUkrainian(
      page,
      screens.filter(({ route }) => !route.startsWith("/mailbox")),
    );
  });
});

test("every screen speaks the reader's language, on whichever side", async ({ database, enter }) => {
  const company = await addOwnCompany(database);
  const beginner = await addOwnCompany(database);
  const { owner } = company;
  const page = await enter(owner);
  await database.write([
    ["update pro_account set locale = 'uk', is_platform_admin = true where id = $1", [owner.id]],
    workStatement(beginner.slug, owner),
    workStatement("meridian", owner),
  ]);
  await makeDealer(database, company);
  await readInUkrainian(page, screensOf("person", await valuesForPerson(database, owner)));
  await readInUkrainian(page, screensOf("dealer", await valuesForDealer(database, company)));
  // Keys for programs, and what a reseller says of itself, are the owner's alone.
  const isOpen = ({ path }: { path: string }) => !/\/(?:integrations|taking)$/.test(path);
  await readInUkrainian(page, screensOfBeginner(beginner).filter(isOpen));
  await readInUkrainian(page, screensOf("reseller", await valuesForReseller(database, "meridian")).filter(isOpen));
  await readInUkrainian(page, screensOf("admin", await valuesForAdmin(database)));
});

function workStatement(slug: string, person: Person): [string, unknown[]] {
  return [
    `insert into employee (id, company_id, account_id, role, joined_at)
     select gen_random_uuid(), id, $2, 'SERVICE_MANAGER', now() from company where slug = $1`,
    [slug, person.id],
  ];
}
