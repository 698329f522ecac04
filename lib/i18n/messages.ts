import type { Locale } from "./locales";

/** Message files, one an area of the portal; each is a namespace of the same name. */
export const areas = [
  "accounts",
  "activity",
  "bell",
  "clock",
  "common",
  "companies",
  "connections",
  "dashboard",
  "employees",
  "enrollment",
  "errors",
  "forms",
  "history",
  "home",
  "hubs",
  "integrations",
  "mailbox",
  "mails",
  "moves",
  "notifications",
  "objects",
  "offers",
  "onboarding",
  "packages",
  "plain",
  "portal",
  "refusals",
  "resellers",
  "roles",
  "rollover",
  "security",
  "shell",
  "simulator",
  "statements",
  "stations",
] as const;

export type Area = (typeof areas)[number];

/** Loads all texts of one language. Pages hand only the areas they need to the browser. */
export async function loadMessages(locale: Locale): Promise<Record<Area, object>> {
  const files = await Promise.all(areas.map((area) => import(`./messages/${locale}/${area}.json`)));
  return Object.fromEntries(areas.map((area, index) => [area, files[index].default])) as Record<Area, object>;
}
