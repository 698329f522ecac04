import { readFileSync } from "node:fs";
import type { Page } from "playwright/test";
import { areas } from "@/lib/i18n/messages";
import { expect, signIn, test } from "./support/portal-test";
import { popUp, section, tile } from "./support/screens";
import { addEmployee, addHub, type TestHub } from "./support/world";

type Messages = { [key: string]: string | Messages };

function messagesOf(locale: "en" | "uk"): Messages {
  const files = areas.map((area) => [
    area,
    JSON.parse(readFileSync(`lib/i18n/messages/${locale}/${area}.json`, "utf8")),
  ]);
  return Object.fromEntries(files);
}

function flatten(messages: Messages, path = ""): [key: string, text: string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flatten(value, `${path}${key}.`),
  );
}

const [english, ukrainian] = [messagesOf("en"), messagesOf("uk")].map((messages) => flatten(messages));

/** English sentences and labels that are other words in Ukrainian, and none of whose words is a value. */
const foreignWords = (english ?? [])
  .filter(([key, text]) => !text.includes("{") && !ukrainian?.some(([other, same]) => other === key && same === text))
  .map(([, text]) => text);

const missingKey = new RegExp(`\\b(?:${areas.join("|")})\\.[a-z]\\w*`);

/** Each screen a package can be managed on, with what has to be opened on it. */
function screens(running: TestHub, off: TestHub): string[] {
  return [
    "/account",
    `/c/${running.company.slug}/objects`,
    `/c/${running.company.slug}/objects?sim=problem&q=x`,
    running.paths.object,
    running.paths.hub,
    running.paths.package,
    `${running.paths.package}?confirm=stop`,
    `${running.paths.package}?confirm=deactivate`,
    off.paths.package,
    `${off.paths.package}?confirm=activate`,
  ];
}

async function textOf(page: Page, path: string): Promise<string> {
  await page.goto(path);
  await expect(page.getByRole("heading").first()).toBeVisible();
  return page.locator("body").innerText();
}

test("no screen shows the name of a text instead of the text", async ({ database, sicura, enter, staff }) => {
  const [running, off] = [await addHub(database, sicura, { state: "ACTIVE" }), await addHub(database, sicura)];
  const page = await enter(await staff(sicura, "INSTALLER"));
  for (const path of screens(running, off)) expect.soft(await textOf(page, path), path).not.toMatch(missingKey);
});

test.describe("a browser that speaks Ukrainian", () => {
  test.use({ locale: "uk-UA" });

  test("reads every screen in Ukrainian, dates too, and nothing in English", async ({ page, database, dnipro }) => {
    const [running, off] = [await addHub(database, dnipro, { state: "ACTIVE" }), await addHub(database, dnipro)];
    const person = await addEmployee(database, dnipro, "INSTALLER");
    await page.goto("/sign-in");
    await expect(page.locator("html")).toHaveAttribute("lang", "uk");
    await page.locator("input[type=email]").fill(person.email);
    await page.locator("input[type=password]").fill("lighthouse-meadow-27");
    await page.getByRole("button", { name: "Увійти" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Об’єкти" })).toBeVisible();
    for (const path of screens(running, off)) {
      const text = await textOf(page, path);
      const lines = new Set(text.split("\n").map((line) => line.trim()));
      expect.soft(text, path).not.toMatch(missingKey);
      expect
        .soft(
          foreignWords.filter((words) => lines.has(words)),
          path,
        )
        .toEqual([]);
    }
    await page.goto(running.paths.package);
    await expect(tile(page, "Активовано")).toBeVisible();
    await page.getByRole("link", { name: "Зупинити зараз" }).click();
    await expect(popUp(page).getByRole("button", { name: "Скасувати" })).toBeFocused();
  });
});

test("the language of the account comes before that of the browser", async ({ page, database, dnipro }) => {
  const person = await addEmployee(database, dnipro, "INSTALLER", { locale: "uk" });
  await page.goto("/sign-in");
  await signIn(page, person);
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");
  await expect(page.getByRole("heading", { level: 1, name: "Об’єкти" })).toBeVisible();
});

test("the language is switched in place, back and forth, and stays", async ({ page, database, sicura }) => {
  const hub = await addHub(database, sicura);
  const person = await addEmployee(database, sicura, "INSTALLER");
  await page.goto(`/sign-in?next=${encodeURIComponent(hub.paths.object)}`);
  await signIn(page, person);
  await expect(tile(page, "Activation required")).toBeVisible();
  await page.getByLabel(/^Switch company/).click();
  await page.getByRole("button", { name: "Українська" }).click();
  await expect(tile(page, "Потрібна активація")).toBeVisible();
  await expect(page).toHaveURL(hub.paths.object);
  await page.reload();
  await expect(tile(page, "Потрібна активація")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");

  await page.getByLabel(/^Змінити компанію/).click();
  await page.getByRole("button", { name: "English" }).click();
  await expect(tile(page, "Activation required")).toBeVisible();
  await expect(section(page, "Objects")).toBeVisible();
});

test.describe("before a page's script has come", () => {
  test.use({ javaScriptEnabled: false });

  test("a button that needs none does its work", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Українська" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "uk");
    await expect(page.getByRole("button", { name: "Увійти" })).toBeVisible();
  });
});
