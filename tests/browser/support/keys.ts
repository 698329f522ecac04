import { expect, type Locator, type Page } from "playwright/test";

const mostSteps = 120;

/** What a person sees of the element that has the focus. */
type Focus = { name: string; isSeen: boolean; isRinged: boolean; cover: string | null };

/**
 * Presses Tab until `target` has the focus, and expects of every element on the way that its focus can be seen and lies
 * under nothing. Fails when the target never comes.
 */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < mostSteps; step++) {
    await page.keyboard.press("Tab");
    await expectVisibleFocus(page);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${mostSteps} presses of Tab never led to ${target}.`);
}

/** Expects that the focused element shows a ring, is inside the window, and is not covered by a bar that stays. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  const visible = { isSeen: true, isRinged: true, cover: null };
  // The page may just be drawn anew: what counts is how it stays.
  await expect
    .configure({ soft: true })
    .poll(async () => (await readFocus(page)) ?? visible)
    .toMatchObject(visible);
}

/** Reads what is seen of the focus; null while no element has it. */
async function readFocus(page: Page): Promise<Focus | null> {
  return page.evaluate((): Focus | null => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    // A radio button is drawn by its own box; a link in a tile shows the ring round the tile.
    const box = element.getBoundingClientRect();
    const x = Math.min(Math.max(box.x + box.width / 2, 0), window.innerWidth - 1);
    const y = Math.min(Math.max(box.y + box.height / 2, 0), window.innerHeight - 1);
    const above = document.elementFromPoint(x, y);
    const isOwn = above !== null && (element.contains(above) || above.contains(element));
    const style = getComputedStyle(element);
    const isRinged = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
    return {
      name: `${element.tagName} ${element.textContent?.trim().slice(0, 60)}`,
      isSeen: box.width > 0 && box.bottom > 0 && box.top < window.innerHeight,
      isRinged: isRinged || style.boxShadow !== "none",
      cover: isOwn ? null : `${above?.tagName} ${above?.className}`,
    };
  });
}
