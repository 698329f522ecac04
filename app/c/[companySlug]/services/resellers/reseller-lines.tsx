import { getTranslations } from "next-intl/server";
import { ConnectionTag } from "@/components/resellers/connection-tag";
import { RequestTag } from "@/components/resellers/request-tag";
import type { ResellerLine } from "@/components/resellers/reseller-table";
import { formatAge, formatMonth, formatShortInstant, type Reader } from "@/lib/i18n/format";
import type { PageViewer } from "@/lib/server/queries/hubs";
import type { RequestView } from "@/lib/server/queries/request-view";
import { NextAct, nextActOf } from "./next-act";

/** Puts a dealer's newest request to a reseller into a line of the list. */
export async function toResellerLine(request: RequestView, viewer: PageViewer, reader: Reader): Promise<ResellerLine> {
  const t = await getTranslations("resellers.list");
  const { id, resellerName, status, connection, sentAt, sentBy, expiresAt, reason } = request;
  const isWaiting = status === "PENDING";
  return {
    id,
    name: resellerName,
    href: `/c/${viewer.companySlug}/services/resellers/${id}`,
    detail: reason ? t("reason", { reason }) : null,
    tag: connection ? <ConnectionTag state={connection.state} /> : <RequestTag status={status} />,
    since: await sinceOf(request, reader),
    sent: formatShortInstant(sentAt, reader),
    sentBy,
    until: isWaiting
      ? { instant: formatShortInstant(expiresAt, reader), left: formatAge(expiresAt, viewer.now, reader.locale) }
      : null,
    act: nextActOf(request) ? <NextAct request={request} viewer={viewer} reader={reader} /> : null,
  };
}

async function sinceOf({ connection, decidedAt, decidedBy }: RequestView, reader: Reader): Promise<string | null> {
  const t = await getTranslations("resellers.list");
  if (connection?.state === "ENDING" && connection.endMonth) {
    return t("endsWith", { month: formatMonth(connection.endMonth, reader.locale) });
  }
  if (!decidedAt) return null;
  const instant = formatShortInstant(decidedAt, reader);
  return decidedBy ? t("since", { instant, name: decidedBy }) : instant;
}
