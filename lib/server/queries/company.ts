import "server-only";
import { toDate, toInstantOrNull } from "@/lib/clock";
import { decideDeletion } from "@/lib/domain/company-deletion";
import { closedSince, takesDealers } from "@/lib/domain/country-availability";
import { decideEnrollment, termsVersion } from "@/lib/domain/dealer-enrollment";
import type { RefusalParams } from "@/lib/domain/outcome";
import { can } from "@/lib/domain/permissions";
import type { EmployeeRole } from "@/lib/domain/roles";
import { env } from "@/lib/env";
import type { CompanyDraft, CompanyStep } from "@/lib/schemas/company";
import { readCompanyDraft } from "../company-draft";
import { type CompanyContext, inTransaction, onDatabase, type Transaction } from "../context";
import { requireAccount, requireActor } from "../gate";
import {
  type CompanyRow,
  countLiveHubs,
  countPaidHubs,
  findEmailProof,
  listLiveHubs,
  loadCompany,
  loadOwner,
} from "../store/companies";
import { findAvailability, listAvailability } from "../store/countries";

export type DraftView = {
  draft: CompanyDraft;
  /** The earliest step that still lacks something; none later can be shown. */
  earliest: CompanyStep;
  /** The mail with the code can be read in the portal itself. */
  isDemo: boolean;
};

/** Reads how far a person has come with a new company. Throws UNAUTHENTICATED without a session. */
export async function getCompanyDraft(): Promise<DraftView> {
  const { accountId } = await requireAccount();
  const draft = await readCompanyDraft(accountId);
  return { draft, earliest: await earliestStep(accountId, draft), isDemo: env().portalMode === "demo" };
}

async function earliestStep(accountId: string, { details, contact }: CompanyDraft): Promise<CompanyStep> {
  if (!details) return "details";
  if (!contact) return "contact";
  const proof = await onDatabase((client) => findEmailProof(client, accountId, contact.email));
  return proof ? "summary" : "code";
}

export type CompanyView = {
  slug: string;
  role: EmployeeRole;
  /** The viewer's own zone for reading instants: the company's. */
  company: Omit<CompanyRow, "createdAt"> & { createdAt: string };
  owner: { name: string; email: string; isViewer: boolean };
  enrollment: EnrollmentView | null;
  may: { update: boolean; delete: boolean; enroll: boolean; seeEmployees: boolean; seeHistory: boolean };
};

/** A dealer's enrollment. `reference` is null for those made before references were given. */
export type EnrollmentView = {
  reference: string | null;
  country: string;
  enrolledAt: string;
  termsVersion: string;
  contactName: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  legalName: string | null;
  taxNumber: string | null;
  billingAddress: string | null;
  expectedHubs: number | null;
  /** Since when the country takes no new activations; null while it does. */
  closedSince: string | null;
};

/** Reads a company's profile for everybody who works there. Throws as the gate does. */
export async function getCompany(companySlug: string): Promise<CompanyView> {
  const given = await requireActor(companySlug, "company:view");
  return inTransaction(given, readCompany);
}

/** Reads a company for the form that changes it: its owner alone. Throws FORBIDDEN for others. */
export async function getCompanyToEdit(companySlug: string): Promise<CompanyView & { liveHubs: number }> {
  const given = await requireActor(companySlug, "company:update");
  return inTransaction(given, async (tx, ctx) => ({
    ...(await readCompany(tx, ctx)),
    liveHubs: await countLiveHubs(tx, ctx.companyId, toDate(ctx.now)),
  }));
}

async function readCompany(tx: Transaction, ctx: CompanyContext): Promise<CompanyView> {
  const row = await loadCompany(tx, ctx.companyId);
  const owner = await loadOwner(tx, ctx.companyId);
  const may = (permission: Parameters<typeof can>[1]) => can({ role: ctx.role, side: ctx.side }, permission);
  return {
    slug: row.slug,
    role: ctx.role,
    company: { ...row, createdAt: row.createdAt.toISOString() },
    owner: { name: owner.name, email: owner.email, isViewer: owner.accountId === ctx.account.id },
    enrollment: await readEnrollment(tx, ctx, row),
    may: {
      update: may("company:update"),
      delete: may("company:delete"),
      enroll: may("company:enroll"),
      seeEmployees: may("employee:view"),
      seeHistory: may("history:view"),
    },
  };
}

function todayOf(ctx: CompanyContext): string {
  return ctx.now.toZonedDateTimeISO(ctx.timeZone).toPlainDate().toString();
}

async function readEnrollment(tx: Transaction, ctx: CompanyContext, row: CompanyRow): Promise<EnrollmentView | null> {
  const found = await tx.dealerEnrollment.findUnique({
    where: { companyId: ctx.companyId },
    omit: { id: true, companyId: true, enrolledById: true },
  });
  if (!found) return null;
  const availability = await findAvailability(tx, row.country);
  return {
    ...found,
    enrolledAt: found.enrolledAt.toISOString(),
    closedSince: closedSince(availability, todayOf(ctx)),
  };
}

export type EnrollPage = CompanyView & {
  termsVersion: string;
  /** Why the company cannot become a dealer now; null where it can, or is one. */
  obstacle: { code: "COMPANY_KIND" | "COUNTRY_UNAVAILABLE"; params: RefusalParams } | null;
  /** Countries that take dealers now, by code. */
  available: string[];
  /** The owner has asked to hear when the country is offered. */
  isAskedFor: boolean;
};

/** Reads whether a company can become a dealer, and what the form is filled with. Everybody there may look. */
export async function getEnrollPage(companySlug: string): Promise<EnrollPage> {
  const given = await requireActor(companySlug, "company:view");
  return inTransaction(given, async (tx, ctx) => {
    const view = await readCompany(tx, ctx);
    const today = todayOf(ctx);
    const { kind, country, name } = view.company;
    const decision = decideEnrollment(
      { companyName: name, kind, country, availability: await findAvailability(tx, country), enrolledAt: null },
      today,
    );
    const interest = await tx.countryInterest.findUnique({ where: { companyId: ctx.companyId } });
    const open = (await listAvailability(tx)).filter((row) => takesDealers(row, today));
    return {
      ...view,
      termsVersion,
      obstacle:
        decision.ok || decision.refusal === "ALREADY_ENROLLED"
          ? null
          : { code: decision.refusal, params: decision.params ?? {} },
      available: open.map(({ code }) => code),
      isAskedFor: interest?.country === country,
    };
  });
}

export type DeletePage = {
  slug: string;
  name: string;
  timeZone: string;
  /** Why the company cannot go now; null where it can. */
  obstacle: { code: "HAS_LIVE_PACKAGES" | "PAYER_OF_LIVE"; params: RefusalParams } | null;
  /** The first hubs on which services run, and how many there are. */
  live: {
    hubs: { hubId: string; name: string; objectId: string; objectName: string; endsAt: string | null }[];
    n: number;
  };
  people: number;
  connections: number;
};

const shownHubs = 50;

/** Reads what stands in the way of deleting a company, and what would end with it. Throws FORBIDDEN for all but the owner. */
export async function getDeletePage(companySlug: string): Promise<DeletePage> {
  const given = await requireActor(companySlug, "company:delete");
  return inTransaction(given, async (tx, ctx) => {
    const now = toDate(ctx.now);
    const { companyId } = ctx;
    const liveHubs = await countLiveHubs(tx, companyId, now);
    const paidHubs = await countPaidHubs(tx, companyId);
    const decision = decideDeletion({ companyName: ctx.companyName, liveHubs, paidHubs });
    const hubs = liveHubs > 0 ? await listLiveHubs(tx, companyId, now, shownHubs) : [];
    const ties = { OR: [{ companyId }, { reseller: { companyId } }], state: { not: "CLOSED" as const } };
    return {
      slug: ctx.companySlug,
      name: ctx.companyName,
      timeZone: ctx.timeZone,
      obstacle: decision.ok ? null : { code: decision.refusal, params: decision.params ?? {} },
      live: {
        hubs: hubs.map(({ expiresAt, ...hub }) => ({ ...hub, endsAt: toInstantOrNull(expiresAt)?.toString() ?? null })),
        n: liveHubs,
      },
      people: await tx.employee.count({ where: { companyId, state: "ACTIVE" } }),
      connections: await tx.resellerConnection.count({ where: ties }),
    };
  });
}
