import type { Page, Response } from "playwright/test";
import { deafen } from "./support/live";
import { expect, test } from "./support/portal-test";
import { catchPost, sendAgain, tamper } from "./support/requests";
import { popUp, tile } from "./support/screens";
import { addHub, historyOf, packagesOf, type TestHub } from "./support/world";

async function openPopUp(page: Page, hub: TestHub, verb: string): Promise<void> {
  await page.goto(`${hub.paths.package}?confirm=${verb}`);
  await expect(popUp(page)).toBeVisible();
}

async function confirm(page: Page, verb: string): Promise<void> {
  await popUp(page).getByRole("button", { name: verb, exact: true }).click();
}

/** The next answer to a form of the page. */
function answerOfForm(page: Page): Promise<Response> {
  return page.waitForResponse((response) => response.request().method() === "POST");
}

test.describe("addresses that lead nowhere", () => {
  test.use({ expectedNoise: /status of 404/ });

  test("an unknown hub and another company's give the same page", async ({
    database,
    sicura,
    dnipro,
    enter,
    staff,
  }) => {
    const own = await addHub(database, sicura);
    const foreign = await addHub(database, dnipro, { state: "ACTIVE" });
    const page = await enter(await staff(sicura, "SERVICE_MANAGER"));
    const addresses = [
      `${own.paths.object}/hubs/00000000`,
      `${own.paths.object}/hubs/00000000/package`,
      `${own.paths.object}/hubs/${foreign.hubId}/package?confirm=stop`,
      `/c/sicura/objects/${foreign.objectId}`,
      `/c/sicura/objects/${foreign.objectId}/hubs/${foreign.hubId}`,
      "/c/sicura/objects/not-an-object",
      "/c/sicura/objects/not-an-object/hubs/'%20or%201=1/package",
      foreign.paths.package,
      "/c/dnipro/objects",
      "/c/no-such-company/objects",
      "/admin/clock",
      "/admin/rollover",
      "/admin/hubs",
      `/admin/hubs/${foreign.hubId}`,
    ];
    for (const address of addresses) {
      const response = await page.goto(address);
      expect.soft(response?.status(), address).toBe(404);
      await expect.soft(page.getByText("Nothing is here, or it belongs to another company."), address).toBeVisible();
      await expect.soft(page.getByRole("main"), address).not.toContainText(foreign.name);
    }
    expect(await packagesOf(database, foreign)).toMatchObject([{ status: "ACTIVE" }]);
  });
});

test.describe("stale forms", () => {
  test("a colleague was faster: who did what, the state now, and a new decision", async ({
    database,
    sicura,
    enter,
    staff,
  }) => {
    const hub = await addHub(database, sicura, { state: "ACTIVE" });
    const installer = await staff(sicura, "INSTALLER");
    const page = await enter(installer);
    const colleague = await staff(sicura, "SERVICE_MANAGER");
    const other = await enter(colleague);
    await deafen(page);
    await openPopUp(page, hub, "stop");
    await openPopUp(other, hub, "deactivate");
    await confirm(other, "Deactivate");
    await expect(other.getByRole("heading", { name: "Services expire soon" })).toBeVisible();

    const answer = answerOfForm(page);
    await confirm(page, "Stop");
    expect((await answer).status()).toBe(409);
    const alert = popUp(page).getByRole("alert");
    await expect(alert).toContainText(`${colleague.name} deactivated this at `);
    await expect(alert).toContainText("Here is the state now; please decide again.");
    await expect(tile(page, "Expires soon")).toBeAttached();
    expect(await packagesOf(database, hub)).toMatchObject([{ status: "EXPIRING" }]);
    expect(await historyOf(database, hub)).toEqual(["package.expiry_scheduled"]);

    await popUp(page).getByRole("button", { name: "Look again" }).click();
    await expect(alert).toHaveCount(0);
    await confirm(page, "Stop");
    await expect(tile(page, "Activation required")).toBeVisible();
    expect(await historyOf(database, hub)).toEqual(["package.expiry_scheduled", "package.stopped"]);
  });

  test("nothing is left to confirm where the act is over", async ({ database, sicura, enter, staff }) => {
    const hub = await addHub(database, sicura, { state: "EXPIRING" });
    const page = await enter(await staff(sicura, "INSTALLER"));
    const other = await enter(await staff(sicura, "SERVICE_MANAGER"));
    await deafen(page);
    await openPopUp(page, hub, "resume");
    await openPopUp(other, hub, "stop");
    await confirm(other, "Stop");
    await expect(tile(other, "Activation required")).toBeVisible();

    await confirm(page, "Resume");
    await expect(popUp(page)).toContainText("stopped this at ");
    await expect(popUp(page)).toContainText("Ajax Services do not run on this hub.");
    await expect(popUp(page).getByRole("button", { name: "Resume" })).toHaveCount(0);
    expect(await historyOf(database, hub)).toEqual(["package.stopped"]);
  });
});

test.describe("forms changed by hand", () => {
  const invalid = "There is a problem with what was sent. Open the page again and retry.";
  const missing = "Nothing is here, or it belongs to another company.";
  const nobody = "11111111-1111-4111-8111-111111111111";
  const cases: [what: string, values: Record<string, string>, status: number, sentence: string][] = [
    ["a hub ID of other letters", { hubId: "zz" }, 422, invalid],
    ["an object that is no number", { objectId: "1 or 1=1" }, 422, invalid],
    ["a version before the first", { version: "-1" }, 422, invalid],
    ["no submission", { submissionId: "" }, 422, invalid],
    ["a field nobody asked for", { companyId: nobody }, 422, invalid],
    ["a slot that is not there", { slot: "3" }, 422, invalid],
    ["an unknown package", { offerCode: "NO_SUCH_OFFER" }, 404, missing],
    ["an unknown hub", { hubId: "00000000" }, 404, missing],
    ["another company", { companySlug: "dnipro" }, 404, missing],
    ["no company", { companySlug: "../.." }, 404, missing],
    ["a stranger as payer", { resellerId: nobody }, 404, missing],
    ["a version that is long past", { version: "1000" }, 409, "please decide again"],
  ];

  test("each is answered with a sentence, and nothing is written", async ({ database, sicura, enter, staff }) => {
    const hub = await addHub(database, sicura);
    const page = await enter(await staff(sicura, "INSTALLER"));
    // Drawn anew, the form would have its own values back.
    await deafen(page);
    for (const [what, values, status, sentence] of cases) {
      await openPopUp(page, hub, "activate");
      await tamper(page, values);
      const answer = answerOfForm(page);
      await confirm(page, "Activate");
      expect.soft((await answer).status(), what).toBe(status);
      await expect.soft(popUp(page).getByRole("alert"), what).toContainText(sentence);
    }
    expect(await packagesOf(database, hub)).toEqual([]);
    expect(await historyOf(database, hub)).toEqual([]);
  });
});

test.describe("the same form again", () => {
  test("two clicks activate once; the button keeps its words and is deaf", async ({
    database,
    sicura,
    enter,
    staff,
  }) => {
    const hub = await addHub(database, sicura);
    const page = await enter(await staff(sicura, "INSTALLER"));
    await openPopUp(page, hub, "activate");
    const release = Promise.withResolvers<void>();
    let posts = 0;
    await page.route("**/package?confirm=activate", async (route) => {
      if (route.request().method() === "POST") {
        posts += 1;
        await release.promise;
      }
      await route.continue();
    });
    const button = popUp(page).getByRole("button", { name: "Activate" });
    await button.dblclick();
    await expect(button.getByRole("status")).toHaveText("Working on it");
    await expect(button).toContainText("Activate");
    await button.click();
    await page.keyboard.press("Enter");
    await expect(tile(page, "Activation required")).toBeAttached();
    expect(posts).toBe(1);

    release.resolve();
    await expect(page.getByRole("heading", { name: "Services activated" })).toBeVisible();
    expect(posts).toBe(1);
    expect(await packagesOf(database, hub)).toHaveLength(1);
    expect(await historyOf(database, hub)).toEqual(["package.activated"]);
  });

  test("a form sent again has no second effect, and with other contents none at all", async ({
    database,
    dnipro,
    enter,
    staff,
  }) => {
    const hub = await addHub(database, dnipro, { state: "ACTIVE" });
    const page = await enter(await staff(dnipro, "INSTALLER"));
    await openPopUp(page, hub, "deactivate");
    const form = await catchPost(page, () => confirm(page, "Deactivate"));
    await expect(page.getByRole("heading", { name: "Services expire soon" })).toBeVisible();

    const answers = await Promise.all([sendAgain(page, form), sendAgain(page, form)]);
    for (const answer of answers) expect(answer.headers()["x-action-redirect"]).toContain("?result=expires");
    const [, version = ""] = /name="[^"]*version"\r\n\r\n(\d+)/.exec(form.body) ?? [];
    const body = form.body.replace(`version"\r\n\r\n${version}`, `version"\r\n\r\n${Number(version) + 1}`);
    expect(body).not.toBe(form.body);
    expect(await (await sendAgain(page, form, { body })).text()).toContain("DUPLICATE_SUBMIT");
    expect(await packagesOf(database, hub)).toMatchObject([{ status: "EXPIRING" }]);
    expect(await historyOf(database, hub)).toEqual(["package.expiry_scheduled"]);
  });

  test("a form sent from another site is turned away", async ({ database, dnipro, enter, staff }) => {
    const hub = await addHub(database, dnipro, { state: "ACTIVE" });
    const page = await enter(await staff(dnipro, "INSTALLER"));
    await openPopUp(page, hub, "stop");
    await page.route("**/package?confirm=stop", (route) =>
      route.request().method() === "POST" ? undefined : route.continue(),
    );
    const form = await catchPost(page, () => confirm(page, "Stop"));

    for (const site of ["cross-site", "same-site", "none"]) {
      const answer = await sendAgain(page, form, {
        headers: { "sec-fetch-site": site, origin: "https://evil.example" },
      });
      expect(answer.status(), site).toBe(403);
    }
    const { "sec-fetch-site": _site, origin: _origin, ...bare } = form.headers;
    expect((await sendAgain(page, { ...form, headers: bare })).status()).toBe(403);
    const alien = { ...bare, origin: "https://evil.example" };
    expect((await sendAgain(page, { ...form, headers: alien })).status()).toBe(403);
    expect(await packagesOf(database, hub)).toMatchObject([{ status: "ACTIVE" }]);

    await sendAgain(page, form);
    expect(await packagesOf(database, hub)).toMatchObject([{ endReason: "STOPPED" }]);
  });
});
