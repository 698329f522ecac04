import type { Page } from "playwright/test";

/** Lets a page hear nothing of what others change, as behind a connection that is too slow. */
export async function deafen(page: Page): Promise<void> {
  await page.route(/\/api\/live\?/, (route) =>
    route.fulfill({ contentType: "text/event-stream", body: "retry: 60000\n\n" }),
  );
  await page.route(/\/api\/live\/next\?/, (route) => route.fulfill({ json: { message: null, end: null } }));
}
