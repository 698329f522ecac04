import type { EmployeeRole } from "@/lib/domain/roles";
import { type CompanyKey, demoCompanies } from "./companies";

/** Every demo account has this password. */
export const demoPassword = "lighthouse-meadow-27";

export type Job = { company: CompanyKey; role: EmployeeRole; isRemoved?: boolean; isFinanceGranted?: boolean };

/** A person of the demo world. `note` stands in the printed table where a person has no job. */
export type Person = {
  email: string;
  name: string;
  locale: "en" | "uk";
  timeZone: string;
  jobs: Job[];
  isPlatformAdmin?: boolean;
  isUnconfirmed?: boolean;
  note?: string;
};

const mailDomains: Record<CompanyKey, string> = {
  dnipro: "dnipro.example",
  sicura: "sicura.example",
  kiwi: "kiwi.example",
  nordlys: "nordlys.example",
  blacksea: "blacksea.example",
  harbor: "harbor.example",
  meridian: "meridian.example",
};

const mailboxes: Record<EmployeeRole, string> = {
  OWNER: "owner",
  SENIOR_SERVICE_MANAGER: "senior",
  SERVICE_MANAGER: "manager",
  INSTALLER: "installer",
};

/** The one manager whom an owner lets see money. */
const bookkeeper = "senior@dnipro.example";

export const demoPeople: Person[] = [
  ...staff("dnipro", ["Oksana Shevchenko", "Iryna Kovalenko", "Iryna Bondar", "Oleh Marchenko"]),
  ...staff("sicura", ["Giulia Ferrari", "Marco Bianchi", "Chiara Conti", "Luca Moretti"]),
  ...staff("kiwi", ["Rachel Thompson", "Wiremu Parata", "Sophie Clarke", "Jack Hōhepa"]),
  ...staff("nordlys", ["Ingrid Sørensen"]),
  ...staff("blacksea", ["Віктор Петренко", "Олена Мороз", "Сергій Ткач"]),
  ...staff("harbor", ["Margaret Hayes", "Paolo Greco", "Emma Collins"]),
  ...staff("meridian", ["Johan Lindqvist", "Katarzyna Nowak", "David Okafor"]),
  special("anna@pro.example", "Anna Rossi", {
    timeZone: "Europe/Rome",
    jobs: [
      { company: "sicura", role: "INSTALLER" },
      { company: "kiwi", role: "SERVICE_MANAGER" },
    ],
  }),
  special("former@pro.example", "Bohdan Lysenko", {
    timeZone: "Europe/Kyiv",
    jobs: [{ company: "dnipro", role: "INSTALLER", isRemoved: true }],
  }),
  special("new@pro.example", "Nora Field", { note: "no company" }),
  special("invited@pro.example", "Ihor Melnyk", { timeZone: "Europe/Kyiv", locale: "uk", note: "no company" }),
  special("unconfirmed@pro.example", "Ulla Berg", { isUnconfirmed: true, note: "email not confirmed" }),
  special("admin@portal.example", "Alex Novak", { isPlatformAdmin: true, note: "Platform admin" }),
];

function staff(company: CompanyKey, names: string[]): Person[] {
  const roles = Object.keys(mailboxes) as EmployeeRole[];
  const { timeZone } = demoCompanies[company];
  return names.map((name, index) => {
    const role = roles[index] ?? "INSTALLER";
    const email = `${mailboxes[role]}@${mailDomains[company]}`;
    return { email, name, locale: "en", timeZone, jobs: [{ company, role, isFinanceGranted: email === bookkeeper }] };
  });
}

function special(email: string, name: string, more: Partial<Person>): Person {
  return { email, name, locale: "en", timeZone: "Europe/Kyiv", jobs: [], ...more };
}

const roleNames: Record<EmployeeRole, string> = {
  OWNER: "Company owner",
  SENIOR_SERVICE_MANAGER: "Senior Service Manager",
  SERVICE_MANAGER: "Service Manager",
  INSTALLER: "Installer",
};

export type DemoAccount = { email: string; name: string; company: string; role: string };

/** The accounts to print, in the order of their companies. */
export const demoAccounts: DemoAccount[] = demoPeople.map(({ email, name, jobs, note }) => ({
  email,
  name,
  company: jobs.map(({ company }) => demoCompanies[company].name).join(", "),
  role: jobs.map(({ role, isRemoved }) => roleNames[role] + (isRemoved ? ", removed" : "")).join(", ") || (note ?? ""),
}));
