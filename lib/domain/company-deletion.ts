import { type Outcome, refuse, succeed } from "./outcome";

export type DeletionFacts = {
  companyName: string;
  /** Hubs of the company's own on which services run, ending ones too. */
  liveHubs: number;
  /** Hubs of others whose running services this company pays for. */
  paidHubs: number;
};

export type DeletionRefusal = "HAS_LIVE_PACKAGES" | "PAYER_OF_LIVE";

/** Decides whether a company could go now. Asked before any form, and again in the deletion. Source: PRODUCT J14. */
export function decideDeletion(facts: DeletionFacts): Outcome<null, DeletionRefusal> {
  if (facts.liveHubs > 0) return refuse("HAS_LIVE_PACKAGES", { n: facts.liveHubs });
  if (facts.paidHubs > 0) return refuse("PAYER_OF_LIVE", { n: facts.paidHubs, company: facts.companyName });
  return succeed(null);
}

/** Compares a typed name with the company's. Spaces around it do not count, capitals do. */
export function isNameTyped(name: string, typed: string): boolean {
  return typed.normalize("NFC").trim() === name.normalize("NFC").trim();
}
