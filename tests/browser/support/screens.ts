import { expect, type Locator, type Page } from "playwright/test";
import type { TestHub } from "./world";

/** The sections of the frame: in the bar on wide screens, in the dock on phones. */
export function section(page: Page, name: string): Locator {
  return page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name, exact: true });
}

/** The tile under a hub, by its word. */
export function tile(page: Page, word: string): Locator {
  return page
    .getByRole("main")
    .getByRole("link")
    .filter({ has: page.getByText(word, { exact: true }) });
}

/** One of the hub's status icons, by its word. */
export function sign(page: Page, word: string): Locator {
  return page.getByRole("list", { name: "Hub status" }).getByRole("listitem").filter({ hasText: word });
}

/** A button or link of the open confirmation. */
export function popUp(page: Page): Locator {
  return page.getByRole("dialog");
}

/** Finds an object by its name and opens its device list. */
export async function openObject(page: Page, hub: TestHub): Promise<void> {
  await page.getByRole("searchbox", { name: "Search hubs and objects" }).fill(hub.objectName);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByText("1 hub matches")).toBeVisible();
  await page.getByRole("link", { name: hub.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: hub.objectName })).toBeVisible();
}

/** Expects the star among the hub's icons, or that it is gone. */
export async function expectStar(page: Page, isThere: boolean): Promise<void> {
  const star = page.getByRole("list", { name: "Hub status" }).locator("use[href$='#star']");
  await expect(star).toHaveCount(isThere ? 1 : 0);
  await expect(sign(page, isThere ? "Services on" : "Services off")).toBeVisible();
}
