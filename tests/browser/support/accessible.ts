import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";

const softly = expect.configure({ soft: true });

/** Runs axe over the page at rest: every rule in light, and in dark what a color can break. */
export async function expectNoViolations(page: Page, screen: string): Promise<void> {
  // Each drawing, also that of what somebody else changed, brings the page first and its title a moment later, in which
  // the document has none: what stays is what counts.
  await expect(page).toHaveTitle(/\S/);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await softly.poll(() => violationsOf(page, colorScheme), `${screen}, ${colorScheme}`).toEqual([]);
  }
}

async function violationsOf(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  // Legacy mode does without a second page per look; it only leaves out foreign frames, and there are none.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (colorScheme === "dark"
    ? axe.withRules(["color-contrast", "link-in-text-block"])
    : axe
  ).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}

/** Opens an address, waits for its heading, and runs axe. */
export async function expectAccessible(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectNoViolations(page, path);
}
