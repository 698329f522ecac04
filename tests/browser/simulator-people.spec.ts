import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/portal-test";
import { addFailingLink, addResident } from "./support/residents";
import { addSandbox } from "./support/sandbox";
import { addAccount, addDoor, addHub } from "./support/world";

test("everything about a hub's people and a device's temperature has its button, and stands in the history by name", async ({
  database,
  enter,
}) => {
  const sandbox = await addSandbox(database, "Europe/Kyiv");
  const hub = await addHub(database, sandbox);
  const deviceId = await addDoor(database, hub);
  const resident = await addResident(database, [hub]);
  await addFailingLink(database, resident);
  const person = await addAccount(database, { isPlatformAdmin: true });
  const admin = await enter(person);
  await admin.goto(`/admin/hubs/${hub.hubId}`);
  const people = admin.getByRole("region", { name: "People and their programs" });
  const press = async (form: string, button: string, said: string) => {
    const place = admin.getByRole("form", { name: form, exact: true });
    await place.getByRole("button", { name: button, exact: true }).click();
    await expect(place.getByRole("status").filter({ hasText: said })).toBeVisible();
  };

  await press("People and their programs", "Let access tokens run out", "It was so already.");
  await press("People and their programs", "Turn reports on", "Done.");
  await press("People and their programs", "Turn reports off", "Done.");
  const guest = `guest-${hub.hubId.toLowerCase()}@resident.example`;
  await people.getByLabel("Email").fill(guest);
  await press("Invitation", "Invite", "Done.");
  await expect(people).toContainText(`Invited, without an answer yet: ${guest}`);
  await people.getByLabel("Email").fill(resident.email);
  await press("Invitation", "Invite", "Refused: that person lives with this hub already.");
  await people.getByLabel("Email").fill(guest);
  await press("Invitation", "Take invitation back", "Done.");
  await expect(people).not.toContainText(guest);
  await press(resident.name, "Let 3 pushes fail", "Done.");
  await press(resident.name, "Unlink home boxes", "Done.");
  await press(resident.name, "Sign out", "It was so already.");

  const device = admin.getByRole("region", { name: "Devices" });
  await device.getByRole("button", { name: "Temperature to 45 °C" }).click();
  await expect(device.getByRole("status").filter({ hasText: "Done." })).toBeVisible();
  expect(await database.row("select temperature from device where device_id = $1", [deviceId])).toEqual({
    temperature: 45,
  });

  const uses = await database.rows<{ verb: string }>(
    `select after ->> 'verb' as verb from audit_entry
     where hub_id = $1 and action = 'simulator.used' and actor_id = $2 and actor_name = $3 order by id`,
    [hub.key, person.id, person.name],
  );
  const verbs = [
    "expire",
    "invite",
    "uninvite",
    "invite",
    "uninvite",
    "push-fail",
    "unlink",
    "sign-out",
    "temperature",
  ];
  expect(uses.map(({ verb }) => verb)).toEqual(verbs);
  await expectAccessible(admin, `/admin/hubs/${hub.hubId}`);
});
