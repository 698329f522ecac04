import "server-only";
import { mayRequest } from "@/lib/domain/connection-request";
import { countries } from "@/lib/domain/country";
import { parseEmail } from "@/lib/domain/email";
import { isRefusal, type RefusalParams } from "@/lib/domain/outcome";
import { mayInvite } from "@/lib/domain/reseller-invitation";
import { AppError } from "@/lib/errors";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireActor } from "../gate";
import { loadDealerFacts } from "../store/activation-facts";
import { type ConnectionRequest, listNewestRequests, listRequests } from "../store/connection-requests";
import { findUnclosedInvitation } from "../store/reseller-invitations";
import { findReseller, findResellerByAddress, listResellers, type ResellerRow } from "../store/resellers";
import { type PageViewer, toPageViewer } from "./hubs";
import { type RequestView, toRequestView } from "./request-view";
import { type ResellerCard, readCard, readOwnCountry } from "./your-resellers";

const resellersShown = 50;

/** Why a request cannot be sent now, known before the button is pressed; `requestId` is the request that stands there. */
export type Obstacle = {
  refusal:
    | "NOT_ENROLLED"
    | "SELF_REQUEST"
    | "RESELLER_CLOSED"
    | "REQUEST_OPEN"
    | "ALREADY_CONNECTED"
    | "ASK_AGAIN_LATER";
  params: RefusalParams;
  requestId: string | null;
};

/** A reseller that was found, with its details and what stands in the way of a request. */
export type FoundReseller = ResellerCard & { obstacle: Obstacle | null };

export type ListedReseller = { resellerId: string; name: string; countries: string[]; last: RequestView | null };

export type AddReseller = {
  viewer: PageViewer;
  /** The dealer's own country, and the one whose resellers are listed. */
  ownCountry: string;
  country: string;
  countries: string[];
  resellers: ListedReseller[];
  /** There are more than are listed. */
  hasMore: boolean;
  chosen: FoundReseller | null;
};

type Asked = { country?: string | undefined; q?: string | undefined; reseller?: string | undefined };

/** Reads whom a dealer can ask: the resellers that serve a country, the company's own unless another is asked for. */
export async function getAddReseller(slug: string, asked: Asked): Promise<AddReseller> {
  const given = await requireActor(slug, "reseller:connect");
  return inTransaction(given, async (tx, ctx) => {
    const ownCountry = await readOwnCountry(tx, ctx);
    const isKnown = asked.country !== undefined && asked.country !== "UNKNOWN";
    const country = isKnown ? (asked.country ?? ownCountry) : ownCountry;
    const rows = await listResellers(tx, ctx.companyId, {
      country,
      search: asked.q ?? "",
      limit: resellersShown + 1,
    });
    const reseller = asked.reseller ? await findReseller(tx, ctx.companyId, asked.reseller) : null;
    if (asked.reseller && !reseller) throw new AppError("NOT_FOUND");
    return {
      viewer: toPageViewer(ctx),
      ownCountry,
      country,
      countries: countries.map(({ code }) => code),
      resellers: await toListed(tx, ctx, rows.slice(0, resellersShown)),
      hasMore: rows.length > resellersShown,
      chosen: reseller && (await toFound(tx, ctx, { reseller, ownCountry })),
    };
  });
}

async function toListed(tx: Transaction, ctx: CompanyContext, rows: readonly ResellerRow[]): Promise<ListedReseller[]> {
  const requests = await listNewestRequests(tx, ctx.companyId);
  return rows.map(({ resellerId, name, countries }) => {
    const last = requests.find((request) => request.resellerId === resellerId);
    return { resellerId, name, countries, last: last ? toRequestView(last, ctx) : null };
  });
}

async function toFound(
  tx: Transaction,
  ctx: CompanyContext,
  { reseller, ownCountry }: { reseller: ResellerRow; ownCountry: string },
): Promise<FoundReseller> {
  const card = await readCard(tx, ctx, { reseller, ownCountry });
  return { ...card, obstacle: await findObstacle(tx, ctx, reseller) };
}

/** Asks the rules that the command will ask again, in the same order. */
async function findObstacle(tx: Transaction, ctx: CompanyContext, reseller: ResellerRow): Promise<Obstacle | null> {
  if (reseller.companyId === ctx.companyId) return { refusal: "SELF_REQUEST", params: {}, requestId: null };
  const unenrolled = await notEnrolled(tx, ctx);
  if (unenrolled) return unenrolled;
  if (!reseller.takesRequests) {
    return { refusal: "RESELLER_CLOSED", params: { reseller: reseller.name }, requestId: null };
  }
  const wanted = { companyId: ctx.companyId, side: "DEALER", resellerId: reseller.resellerId, limit: 1 } as const;
  const last: ConnectionRequest | undefined = (await listRequests(tx, wanted))[0];
  const allowed = mayRequest(last?.state ?? null, reseller.name, ctx.now);
  if (!isRefusal(allowed)) return null;
  return { refusal: allowed.refusal, params: allowed.params ?? {}, requestId: last?.id ?? null };
}

async function notEnrolled(tx: Transaction, { companyId }: CompanyContext): Promise<Obstacle | null> {
  const { isEnrolled, companyName: company, ownerName: owner } = await loadDealerFacts(tx, companyId, "READ");
  return isEnrolled ? null : { refusal: "NOT_ENROLLED", params: { company, owner }, requestId: null };
}

export type InviteByEmail = {
  viewer: PageViewer;
  ownCountry: string;
  /** What was typed; null where nothing was. */
  typed: string | null;
  /** The address it is, lower-cased; null where it is none. */
  email: string | null;
  /** The reseller whose request address it is exactly; null for every other address, whosever it is. */
  found: FoundReseller | null;
  /** Why an address without a reseller cannot be invited now. */
  obstacle: Obstacle | null;
  /** Resellers of all countries whose name holds the term, to pick from. */
  resellers: ListedReseller[];
};

/**
 * Reads what Invite by email shows for an address: the card of the reseller that has it, or nothing but the address
 * itself. Accounts and companies are not looked up, so there is nothing to find out about them, in words or in time.
 */
export async function getInviteByEmail(
  slug: string,
  asked: { q?: string | undefined; email?: string | undefined },
): Promise<InviteByEmail> {
  const given = await requireActor(slug, "reseller:connect");
  return inTransaction(given, async (tx, ctx) => {
    const ownCountry = await readOwnCountry(tx, ctx);
    const typed = asked.email ?? null;
    const email = typed === null ? null : parseEmail(typed);
    const reseller = email ? await findResellerByAddress(tx, ctx.companyId, email) : null;
    const search = { country: null, search: asked.q ?? "", limit: resellersShown };
    return {
      viewer: toPageViewer(ctx),
      ownCountry,
      typed,
      email,
      found: reseller && (await toFound(tx, ctx, { reseller, ownCountry })),
      obstacle: email && !reseller ? await findInviteObstacle(tx, ctx, email) : null,
      resellers: asked.q ? await toListed(tx, ctx, await listResellers(tx, ctx.companyId, search)) : [],
    };
  });
}

async function findInviteObstacle(tx: Transaction, ctx: CompanyContext, email: string): Promise<Obstacle | null> {
  const unenrolled = await notEnrolled(tx, ctx);
  if (unenrolled) return unenrolled;
  const own = await tx.company.findUniqueOrThrow({ where: { id: ctx.companyId }, select: { email: true } });
  if (own.email.toLowerCase() === email) return { refusal: "SELF_REQUEST", params: {}, requestId: null };
  const allowed = mayInvite(await findUnclosedInvitation(tx, { companyId: ctx.companyId, email }, "READ"), ctx.now);
  return isRefusal(allowed) ? { refusal: allowed.refusal, params: allowed.params ?? {}, requestId: null } : null;
}
