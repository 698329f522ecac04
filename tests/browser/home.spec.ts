import { randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import { demoPassword } from "@/prisma/seed/people";
import { expectAccessible, expectNoViolations } from "./support/accessible";
import { mailedPath } from "./support/mails";
import { expect, test } from "./support/portal-test";
import { addFailingLink, addResident, enterHome } from "./support/residents";
import { popUp, section } from "./support/screens";
import { addDoor, addHub } from "./support/world";

test.use({ contextOptions: { reducedMotion: "reduce" } });

function arming(page: Page) {
  return page.getByRole("region", { name: "Arming" });
}

test("[J18] somebody at home signs in, arms, and sees it in another window; what is linked is unlinked", async ({
  page,
  browser,
  database,
  sicura,
}) => {
  test.slow();
  const hub = await addHub(database, sicura, { state: "ACTIVE" });
  const deviceId = await addDoor(database, hub);
  const resident = await addResident(database, [hub]);
  await addFailingLink(database, resident);

  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Sign in to My home" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in to My home" })).toBeVisible();
  await page.getByLabel("Email").fill(resident.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("Email or password is wrong.")).toBeVisible();
  await expectNoViolations(page, "a refused sign-in to My home");
  await enterHome(page, resident);
  await expect(page.getByRole("article", { name: hub.name })).toContainText("Ajax Services: on.");
  await expectNoViolations(page, "the hubs of a home");

  const second = await (await browser.newContext({ storageState: await page.context().storageState() })).newPage();
  const opened = second.waitForResponse((response) => new URL(response.url()).pathname === "/api/live");
  await second.goto(`/home/hubs/${hub.hubId}`);
  await opened;
  await page.getByRole("link", { name: hub.name }).click();
  await expect(arming(page)).toContainText("Disarmed");
  await arming(page).getByRole("button", { name: "Night mode on" }).click();
  await expect(arming(page).getByRole("button", { name: "Night mode off" })).toBeVisible();
  await expect(arming(second).getByRole("button", { name: "Night mode off" })).toBeVisible();
  await arming(page).getByRole("button", { name: "Disarm" }).click();
  await expect(arming(second).getByRole("button", { name: "Night mode on" })).toBeVisible();

  await database.write([
    [
      `update device set fields = fields || '{"reedClosed": false}', open_alarms = '{OPENING}' where device_id = $1`,
      [deviceId],
    ],
  ]);
  await arming(page).getByRole("button", { name: "Arm", exact: true }).click();
  await expect(arming(page)).toContainText("Not armed: Front door is open");
  await arming(page).getByRole("button", { name: "Arm all the same" }).click();
  await expect(arming(second).getByText("Armed", { exact: true })).toBeVisible();
  const door = second.getByRole("region", { name: "Devices" }).locator("summary").filter({ hasText: "Front door" });
  await expect(door).toContainText("Alarm");
  await expect(door).toContainText("Open");
  const events = second.getByRole("region", { name: "Newest events" });
  await expect(events.getByRole("listitem").first()).toContainText(resident.name);
  await second.context().close();
  await expectAccessible(page, `/home/hubs/${hub.hubId}`);

  await section(page, "Linked integrations").or(section(page, "Links")).filter({ visible: true }).click();
  const link = page.getByRole("region", { name: "box.example" });
  await expect(link).toContainText("The box answered with status 502.");
  await expect(page.getByText("1 home box · Rome time")).toBeVisible();
  await expectNoViolations(page, "linked integrations");
  await link.getByRole("link", { name: "Unlink box.example" }).click();
  await popUp(page).getByRole("button", { name: "Unlink" }).click();
  await expect(page.getByRole("heading", { name: "Nothing is linked" })).toBeVisible();
  await page.getByRole("link", { name: `Turn on reports of ${hub.name}` }).click();
  await expect(page.getByRole("button", { name: "Turn reports on" })).toBeVisible();

  await page.locator("summary.who").click();
  await page.getByRole("link", { name: "Change password" }).click();
  await page.getByLabel("Current password").fill(demoPassword);
  await page.getByLabel("New password").fill("seven green bicycles");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password was changed.")).toBeVisible();
  await page.locator("summary.who").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in to My home" })).toBeVisible();
  await page.goto(`/home/hubs/${hub.hubId}`);
  await expect(page).toHaveURL(/\/home\/sign-in\?next=/);
});

test("[J18] a master invites, the invited person accepts and leaves; reports hang on an invitation that stays open", async ({
  page,
  browser,
  database,
  sicura,
}) => {
  test.slow();
  const hub = await addHub(database, sicura);
  const [master, guest] = [await addResident(database, [hub]), await addResident(database, [])];
  await enterHome(page, master);
  await page.goto(`/home/hubs/${hub.hubId}/users`);
  await page.getByLabel("Email").fill("robin");
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Enter one email address");
  await page.getByLabel("Email").fill(guest.email);
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText("Invited. The invitation stays open")).toBeVisible();
  const invitations = page.getByRole("region", { name: "Invitations" });
  await expect(invitations).toContainText(guest.email);
  await expect(invitations).toContainText("Rome time");
  await page.getByRole("button", { name: "Turn reports on" }).click();
  await expect(page.getByRole("region", { name: "Reports to home boxes" })).toContainText("It never answers");
  await expect(invitations).toContainText("Stays open for good");
  const waiting = invitations.getByRole("listitem").filter({ hasText: "Waiting" });
  await expect(waiting).toHaveCount(1);
  await expect(waiting).toContainText(guest.email);
  await expectNoViolations(page, "the users of a hub");

  const other = await (await browser.newContext()).newPage();
  await enterHome(other, guest);
  await expect(other.getByRole("heading", { name: "No hub yet" })).toBeVisible();
  const letter = other.getByRole("link", { name: "Ask by mail" });
  expect(decodeURIComponent((await letter.getAttribute("href")) ?? "")).toContain(`Invite ${guest.email} to the hub`);
  await expectNoViolations(other, "a home without a hub");
  await other.getByRole("button", { name: `Accept: ${hub.name}` }).click();
  await expect(other.getByRole("article", { name: hub.name })).toBeVisible();
  const users = page.getByRole("region", { name: "Users of the hub" });
  await expect(users).toContainText(guest.name);

  await other.goto(`/home/hubs/${hub.hubId}/users`);
  await expect(other.getByLabel("Email")).toHaveCount(0);
  await other.getByRole("link", { name: "Leave" }).click();
  await popUp(other).getByRole("button", { name: "Leave" }).click();
  await expect(other.getByRole("heading", { name: "No hub yet" })).toBeVisible();
  await expect(users).not.toContainText(guest.name);
  await other.context().close();

  const stranger = `${randomUUID()}@resident.example`;
  await page.getByLabel("Email").fill(stranger);
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(invitations).toContainText(stranger);
  const path = await mailedPath(page, { to: stranger, subject: /invites you to the hub/ });
  const newcomer = await (await browser.newContext()).newPage();
  await expectAccessible(newcomer, path);
  await newcomer.getByLabel("First name").fill("Ivan");
  await newcomer.getByLabel("Last name").fill("Koval");
  await newcomer.getByLabel("Password").fill("seven green bicycles");
  await newcomer.getByRole("button", { name: "Accept and sign in" }).click();
  await expect(newcomer.getByRole("article", { name: hub.name })).toBeVisible();
  await newcomer.context().close();
  await expect(users).toContainText("Ivan Koval");

  await users.getByRole("link", { name: "Leave" }).click();
  await popUp(page).getByRole("button", { name: "Leave" }).click();
  await expect(popUp(page)).toContainText("You are this hub's only master");
});
