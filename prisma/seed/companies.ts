import type { BillingPolicy, CompanyKind } from "@/prisma/generated/enums";

export type CompanyKey = "dnipro" | "sicura" | "kiwi" | "nordlys" | "blacksea" | "harbor" | "meridian";
export type DealerKey = "dnipro" | "sicura" | "kiwi" | "nordlys";
export type ResellerKey = "blacksea" | "harbor" | "meridian";

/** A company as the demo world begins with it. Its key is its slug. */
export type DemoCompany = {
  name: string;
  kind: CompanyKind;
  country: string;
  timeZone: string;
  email: string;
  /** The company offers Ajax Services to its own customers. */
  isEnrolled: boolean;
};

export const demoCompanies: Record<CompanyKey, DemoCompany> = {
  dnipro: company("Dnipro Guard", "UA", "Europe/Kyiv", "office@dnipro.example"),
  sicura: company("Sicura Casa", "IT", "Europe/Rome", "ufficio@sicura.example"),
  kiwi: company("Kiwi Alarms", "NZ", "Pacific/Auckland", "office@kiwi.example"),
  nordlys: { ...company("Nordlys Sikring", "NO", "Europe/Oslo", "kontor@nordlys.example"), isEnrolled: false },
  blacksea: monitoring("Black Sea Monitoring", "UA", "Europe/Kyiv", "office@blacksea.example"),
  harbor: monitoring("Harbor Watch", "IT", "Europe/Rome", "office@harbor.example"),
  meridian: monitoring("Meridian Group", "UA", "Europe/Kyiv", "office@meridian.example"),
};

function company(name: string, country: string, timeZone: string, email: string): DemoCompany {
  return { name, kind: "INSTALLATION", country, timeZone, email, isEnrolled: true };
}

function monitoring(name: string, country: string, timeZone: string, email: string): DemoCompany {
  return { name, kind: "MONITORING", country, timeZone, email, isEnrolled: false };
}

export type DemoReseller = {
  requestEmail: string;
  countries: string[];
  policy: BillingPolicy;
  /** What Ajax charges for one account, a month, in minor units. */
  feeMinor: number;
};

export const demoResellers: Record<ResellerKey, DemoReseller> = {
  blacksea: { requestEmail: "requests@blacksea.example", countries: ["UA"], policy: "FULL_MONTH", feeMinor: 200 },
  harbor: { requestEmail: "requests@harbor.example", countries: ["IT", "NZ"], policy: "DAILY", feeMinor: 200 },
  meridian: {
    requestEmail: "requests@meridian.example",
    countries: ["UA", "IT", "NZ"],
    policy: "FULL_MONTH",
    feeMinor: 190,
  },
};

/** A request that was approved before the history begins, and what the reseller set then. */
export type DemoConnection = {
  dealer: DealerKey;
  reseller: ResellerKey;
  dealerNumber: string;
  trialDays: number;
  dealerFeeMinor: number | null;
};

export const demoConnections: DemoConnection[] = [
  { dealer: "dnipro", reseller: "blacksea", dealerNumber: "114", trialDays: 0, dealerFeeMinor: 350 },
  { dealer: "dnipro", reseller: "meridian", dealerNumber: "MG-0207", trialDays: 0, dealerFeeMinor: null },
  { dealer: "sicura", reseller: "harbor", dealerNumber: "HW-31", trialDays: 14, dealerFeeMinor: 390 },
  { dealer: "kiwi", reseller: "meridian", dealerNumber: "MG-0102", trialDays: 0, dealerFeeMinor: 420 },
  { dealer: "kiwi", reseller: "harbor", dealerNumber: "HW-17", trialDays: 14, dealerFeeMinor: null },
];

/** A request without a connection. Ages are counted back from the present. */
export type DemoRequest = {
  dealer: DealerKey;
  reseller: ResellerKey;
  status: "PENDING" | "DECLINED" | "WITHDRAWN" | "EXPIRED";
  sentHoursAgo: number;
  /** When it was decided or withdrawn; an expired one ends with its own 90 days. */
  closedHoursAgo: number | null;
  message: string | null;
  reason: string | null;
};

const day = 24;

export const demoRequests: DemoRequest[] = [
  {
    dealer: "dnipro",
    reseller: "harbor",
    status: "DECLINED",
    sentHoursAgo: 3 * day,
    closedHoursAgo: 2,
    message: "We look after two holiday villas in Liguria and would like to bill them through you.",
    reason: "We serve Italy and New Zealand only. Ask again once you have a local office.",
  },
  {
    dealer: "dnipro",
    reseller: "harbor",
    status: "WITHDRAWN",
    sentHoursAgo: 131 * day,
    closedHoursAgo: 128 * day,
    message: null,
    reason: null,
  },
  {
    dealer: "sicura",
    reseller: "meridian",
    status: "PENDING",
    sentHoursAgo: 50 * day,
    closedHoursAgo: null,
    message: "Vorremmo un secondo fornitore per i nostri clienti in Lombardia, circa 15 sistemi.",
    reason: null,
  },
  {
    dealer: "sicura",
    reseller: "blacksea",
    status: "EXPIRED",
    sentHoursAgo: 140 * day,
    closedHoursAgo: null,
    message: null,
    reason: null,
  },
];
