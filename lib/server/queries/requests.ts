import "server-only";
import { billingMonthOf } from "@/lib/domain/billing-month";
import { AppError } from "@/lib/errors";
import { inTransaction } from "../context";
import { requireResellerActor } from "../gate";
import { listRequests } from "../store/connection-requests";
import { type ResellerTerms, readResellerTerms } from "../store/reseller-dealers";
import { type PageViewer, toPageViewer } from "./hubs";
import { type RequestView, toRequestView } from "./request-view";

/** Reads a reseller's inbox: waiting requests, oldest first, then the rest, newest first. */
export async function getInbox(
  slug: string,
): Promise<{ viewer: PageViewer; waiting: RequestView[]; past: RequestView[] }> {
  const given = await requireResellerActor(slug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const rows = await listRequests(tx, { companyId: ctx.companyId, side: "RESELLER", limit: 200 });
    const all = rows.map((row) => toRequestView(row, ctx));
    const isWaiting = ({ status }: RequestView) => status === "PENDING";
    return {
      viewer: toPageViewer(ctx),
      waiting: all.filter(isWaiting).reverse(),
      past: all.filter((request) => !isWaiting(request)),
    };
  });
}

export type RequestPage = {
  viewer: PageViewer;
  request: RequestView;
  dealer: { name: string; country: string; email: string; phone: string | null; timeZone: string };
  earlier: RequestView[];
  terms: ResellerTerms;
};

/** Reads one request with the dealer behind it and what approving it means. Throws NOT_FOUND for another reseller's. */
export async function getRequest(slug: string, requestId: string): Promise<RequestPage> {
  const given = await requireResellerActor(slug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const all = await listRequests(tx, { companyId: ctx.companyId, side: "RESELLER", limit: 200 });
    const request = all.find(({ id }) => id === requestId);
    if (!request) throw new AppError("NOT_FOUND");
    const dealer = await tx.company.findUniqueOrThrow({
      where: { id: request.dealerCompanyId },
      select: { name: true, country: true, email: true, phone: true, timeZone: true },
    });
    const sameDealer = all.filter((row) => row.dealerCompanyId === request.dealerCompanyId && row.id !== requestId);
    return {
      viewer: toPageViewer(ctx),
      request: toRequestView(request, ctx),
      dealer,
      earlier: sameDealer.map((row) => toRequestView(row, ctx)),
      terms: await readResellerTerms(tx, request.resellerId, billingMonthOf(ctx.now, ctx.timeZone)),
    };
  });
}
