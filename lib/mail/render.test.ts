import { describe, expect, it } from "vitest";
import { locales } from "@/lib/i18n/locales";
import { renderMail } from "./render";
import { mailTemplates } from "./templates";

const origin = "https://portal.example";

/** A value for every name that a template may fill in. */
const data = {
  name: "Olha <b>Ivanchenko</b>",
  person: "Ihor Melnyk",
  company: "Dnipro Guard",
  dealer: "Dnipro Guard",
  reseller: "Meridian Group",
  reason: "Outside our area",
  sentAt: "2026-11-01T10:00:00Z",
  role: "Installer",
  before: "Installer",
  after: "Service Manager",
  inviter: "Oksana Shevchenko",
  newEmail: "new@pro.example",
  code: "042137",
  reference: "DE-7K2M9Q",
  country: "Norway",
  hub: "Roastery main",
  hubId: "00A1B2C3",
  object: "Kavovyi Dvir roastery",
  lines: "Roastery main: activated\nApartment 27: <i>stopped</i>",
  day: "22 November 2026",
  what: "TERMS",
  number: "MG-0207",
  month: "November 2026",
  n: 2,
  fee: "€618.00",
  zone: "Europe/Kyiv",
  fromAt: "2026-11-30T22:00:00Z",
  untilAt: "2026-12-22T10:00:00Z",
  endsAt: "2026-11-30T22:00:00Z",
  movesAt: "2026-11-30T22:00:00Z",
  days: 3,
  whyCode: "SIM_LOCKED",
  why_slot: 1,
  email: "office@meridian.example",
  policy: "FULL_MONTH",
  refusal: "RESELLER_CLOSED",
  linkPath: "/invitations/abc?x=1",
  signInPath: "/sign-in",
  resetPath: "/forgot-password",
};

describe.each(locales)("mails in %s", (locale) => {
  it.each(mailTemplates)("%s has subject, text, and its one button", async (template) => {
    const letter = await renderMail({ template, locale, recipient: "a@pro.example", data, origin, stopPath: null });
    expect(letter.subject).not.toMatch(/[{}<]|mails\./);
    expect(letter.text).not.toMatch(/[{}]|mails\./);
    expect(letter.text).toContain("a@pro.example");
    expect(letter.html).not.toContain("<b>Ivanchenko");
    expect(letter.html.match(/href="[^"]*"/g)).toEqual([expect.stringMatching(`^href="${origin}/`)]);
  });
});

it("keeps a subject on one line, whatever a name holds", async () => {
  const odd = { ...data, company: "Line\r\nBcc: everybody@example.com" };
  const letter = await renderMail({
    template: "invitation",
    locale: "en",
    recipient: "a@b.example",
    data: odd,
    origin,
    stopPath: null,
  });
  expect(letter.subject).not.toMatch(/[\r\n]/);
});

it("names a role in the reader's language", async () => {
  const mail = { template: "role-changed", recipient: "a@b.example", origin, stopPath: null };
  const roles = { ...data, before: "INSTALLER", after: "SERVICE_MANAGER" };
  const letter = await renderMail({ ...mail, locale: "en", data: roles });
  expect(letter.text).toContain("You were Installer; now you are Service Manager.");
  const ukrainian = await renderMail({ ...mail, locale: "uk", data: roles });
  expect(ukrainian.text).not.toMatch(/INSTALLER|SERVICE_MANAGER/);
});

it("tells the sight of money given from the one taken", async () => {
  const mail = { template: "finance-changed", recipient: "a@b.example", origin, stopPath: null, locale: "en" };
  const given = await renderMail({ ...mail, data: { ...data, what: "GIVEN" } });
  expect(given.subject).toBe("You see money at Dnipro Guard");
  const taken = await renderMail({ ...mail, data: { ...data, what: "TAKEN" } });
  expect(taken.subject).toBe("You no longer see money at Dnipro Guard");
});

it("shows instants in the zone the mail is about", async () => {
  const letter = await renderMail({
    template: "month-end-preview",
    locale: "en",
    recipient: "a@b.example",
    data,
    origin,
    stopPath: null,
  });
  expect(letter.subject).toContain("1 December 2026 at 00:00 (Kyiv, UTC+2)");
});

it("refuses a template it does not know", async () => {
  const mail = { template: "nothing", locale: "en", recipient: "a@b.example", data, origin, stopPath: null };
  await expect(renderMail(mail)).rejects.toThrow("No mail template is called nothing.");
});

it("says why it came, and leads to where its kind is stopped, unless it always comes", async () => {
  const mail = { locale: "en", recipient: "a@b.example", data, origin };
  const digest = await renderMail({ ...mail, template: "day-digest", stopPath: "/stop-mails/abc.def" });
  expect(digest.text).toContain("because your company runs or pays for these services");
  expect(digest.text).toContain(`${origin}/stop-mails/abc.def`);
  expect(digest.text).toContain(`${origin}/account/notifications/settings`);
  const security = await renderMail({ ...mail, template: "password-changed", stopPath: null });
  expect(security.text).toContain("cannot be switched off");
  expect(security.html).not.toContain("stop-mails");
});

it("tells why a planned start was refused: what became of whoever planned it, and who can do it now", async () => {
  const told = { ...data, whyCode: "FORBIDDEN", why_person: "Petro" };
  const textOf = async (more: Record<string, string>) =>
    (
      await renderMail({
        template: "start-refused",
        locale: "en",
        recipient: "a@pro.example",
        data: { ...told, ...more },
        origin,
        stopPath: null,
      })
    ).text.replace(/\s+/g, " ");
  expect(await textOf({ why_planner: "LEFT" })).toContain("Petro no longer works for");
  expect(await textOf({ why_planner: "UNASSIGNED" })).toContain("is no longer assigned to Petro");
  expect(await textOf({})).toContain("Petro may no longer activate hubs of");
  expect(await textOf({})).toContain("can activate Roastery main now.");
});
