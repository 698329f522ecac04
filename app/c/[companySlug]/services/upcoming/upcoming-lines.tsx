import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import type { UpcomingLine } from "@/components/dashboard/upcoming-table";
import { UndoForm } from "@/components/moves/undo-form";
import { NavLink } from "@/components/ui/nav-link";
import { formatInstant, formatShortInstant } from "@/lib/i18n/format";
import type { UpcomingPage, UpcomingView } from "@/lib/server/queries/upcoming";

type Frame = Pick<UpcomingPage, "viewer" | "mayCancel">;

/** Puts one change into words, in the zone whose month it is, with its way back. */
export async function toLine(row: UpcomingView, frame: Frame): Promise<UpcomingLine> {
  const t = await getTranslations("dashboard.upcoming");
  const locale = await getLocale();
  const { viewer } = frame;
  const { id, kind, hubName, objectName, hubId, installerName, payerName, takerName } = row;
  return {
    id,
    hubName,
    objectName,
    hubId,
    installerName,
    href: servicesPath(row, viewer.companySlug),
    what: t(`kinds.${kind}`),
    at: row.at ? formatInstant(row.at, { locale, timeZone: row.zone }) : t("onceOnline"),
    atIso: row.at,
    setBy: row.setBy ?? t("unknown"),
    setAt: row.setAt ? formatShortInstant(row.setAt, { locale, timeZone: viewer.timeZone }) : null,
    reason: await reasonOf(row),
    billedTo:
      takerName && payerName ? t("fromTo", { from: payerName, to: takerName }) : (takerName ?? payerName ?? "–"),
    act: await actOf(row, frame),
  };
}

function servicesPath({ objectId, hubId }: UpcomingView, companySlug: string): string {
  return `/c/${companySlug}/objects/${objectId}/hubs/${hubId}/package`;
}

async function reasonOf({ kind, reason, endCause, isApproved, isTakerOpen, takerName }: UpcomingView): Promise<string> {
  const t = await getTranslations("dashboard.upcoming");
  const taker = takerName ?? "";
  if (kind === "END") return reason ?? (endCause ? t(`causes.${endCause}`) : "–");
  if (kind === "START") return t("planned");
  if (endCause === "DEACTIVATED") return t("endsFirst");
  if (!isTakerOpen) return t("takerGone", { reseller: taker });
  return isApproved ? t("approved", { reseller: taker }) : t("waits", { reseller: taker });
}

/** Resume for an end of the hub's own, Keep or Move for one that came from a connection, Withdraw for what is planned. */
async function actOf(row: UpcomingView, { viewer, mayCancel }: Frame) {
  const t = await getTranslations("dashboard.upcoming");
  const { id, kind, hubName, endCause, hubId } = row;
  const services = servicesPath(row, viewer.companySlug);
  if (kind === "END" && endCause === "DEACTIVATED") {
    return (
      <ActLink
        href={`${services}?confirm=resume`}
        label={(await getTranslations("packages.acts"))("resume")}
        hub={hubName}
      />
    );
  }
  if (kind === "END") {
    return <ActLink href={`/c/${viewer.companySlug}/services/move?hub=${hubId}`} label={t("move")} hub={hubName} />;
  }
  if (!mayCancel) return <ActLink href={services} label={t("open")} hub={hubName} />;
  const hidden = { companySlug: viewer.companySlug, submissionId: randomUUID(), changeId: id };
  const label = t("withdraw");
  return (
    <UndoForm act="change" label={label} spoken={`${label}, ${hubName}`} texts={await formTexts()} hidden={hidden} />
  );
}

function ActLink({ href, label, hub }: { href: string; label: string; hub: string }) {
  return (
    <NavLink className="btn sm relative z-1" href={href} aria-label={`${label}, ${hub}`}>
      {label}
    </NavLink>
  );
}
