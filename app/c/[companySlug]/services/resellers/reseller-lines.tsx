import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { ConnectionTag } from "@/components/resellers/connection-tag";
import { InvitationTag } from "@/components/resellers/invitation-tag";
import { RequestAct } from "@/components/resellers/request-act";
import { RequestTag } from "@/components/resellers/request-tag";
import type { ResellerLine } from "@/components/resellers/reseller-table";
import { ButtonLink } from "@/components/ui/button";
import { formatAge, formatMonth, formatShortInstant, type Reader } from "@/lib/i18n/format";
import type { PageViewer } from "@/lib/server/queries/hubs";
import type { RequestView } from "@/lib/server/queries/request-view";
import type { InvitationView, YourResellers } from "@/lib/server/queries/your-resellers";
import { NextAct, nextActOf } from "./next-act";

/** Puts whom a dealer asked into lines, in the order they came. */
export async function toResellerLines({ viewer, asked }: YourResellers, reader: Reader) {
  return Promise.all(
    asked.map((one) =>
      one.kind === "REQUEST"
        ? toRequestLine(one.request, viewer, reader)
        : toInvitationLine(one.invitation, viewer, reader),
    ),
  );
}

async function toInvitationLine(invitation: InvitationView, viewer: PageViewer, reader: Reader): Promise<ResellerLine> {
  const t = await getTranslations("resellers.list");
  const { id, email, state, sentAt, sentBy, expiresAt, closedAt } = invitation;
  const isWaiting = state === "SENT";
  const again = `/c/${viewer.companySlug}/services/resellers/invite?${new URLSearchParams({ email })}`;
  return {
    id,
    name: email,
    href: null,
    detail: t("invitedHint"),
    tag: <InvitationTag state={state} />,
    since: closedAt ? formatShortInstant(closedAt, reader) : null,
    sent: formatShortInstant(sentAt, reader),
    sentBy,
    until: isWaiting
      ? { instant: formatShortInstant(expiresAt, reader), left: formatAge(expiresAt, viewer.now, reader.locale) }
      : null,
    act: isWaiting ? (
      <RequestAct
        act="takeBack"
        label={t("withdraw")}
        of={email}
        texts={await formTexts()}
        hidden={{ companySlug: viewer.companySlug, submissionId: randomUUID(), invitationId: id }}
      />
    ) : (
      <ButtonLink isSmall href={again}>
        {t("askAgain")}
      </ButtonLink>
    ),
  };
}

async function toRequestLine(request: RequestView, viewer: PageViewer, reader: Reader): Promise<ResellerLine> {
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
