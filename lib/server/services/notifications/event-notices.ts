import { toDate, toInstant } from "@/lib/clock";
import { digestDayOf } from "@/lib/domain/digest-day";
import type { NoticeKind } from "@/lib/domain/notices";
import type { DigestKind, NewDigestLine } from "@/lib/server/store/digests";
import type { OfficeNotice } from "@/lib/server/store/notifications";
import type { HubEvent, OfficeCompany } from "@/lib/server/store/outbox-events";

type Companies = ReadonlyMap<string, OfficeCompany>;

/** Where an event's hub shows its services to the dealer. */
export function packagePath(event: HubEvent, dealer: OfficeCompany): string {
  return `/c/${dealer.slug}/objects/${event.objectId}/hubs/${event.hubId}/package`;
}

/** The reseller's company, unless dealer and reseller are one: it hears of a thing once. */
function resellerOf(event: HubEvent, companies: Companies): OfficeCompany | undefined {
  return event.resellerCompanyId === event.dealerId ? undefined : companies.get(event.resellerCompanyId);
}

/** Events that ring by themselves: endings wait for their run, and moves were told when they were agreed. */
function ringsFor({ kind, cause }: HubEvent): NoticeKind | null {
  if (cause || kind === "package.expired" || kind === "package.moved" || kind === "package.move_refused") return null;
  return kind;
}

/**
 * Says who hears of an event by the bell at once: the dealer's office but for who did it, and the reseller's. A failed
 * activation is the dealer's alone, and rings for who activated too.
 */
export function noticesOf(event: HubEvent, companies: Companies): OfficeNotice[] {
  const dealer = companies.get(event.dealerId);
  const kind = ringsFor(event);
  if (!dealer || !kind) return [];
  const hasFailed = event.kind === "package.activation_failed";
  const notice = {
    kind,
    data: {
      hub: event.hubName,
      object: event.objectName,
      company: dealer.name,
      person: event.actorName ?? dealer.name,
      ...(event.endsAt ? { endsAt: event.endsAt, zone: event.billingZone } : {}),
    },
    at: event.at,
  };
  const ofDealer: OfficeNotice = {
    ...notice,
    companyId: dealer.id,
    exceptAccountId: hasFailed ? null : event.actorId,
    alsoAccountId: hasFailed ? event.actorId : null,
    href: packagePath(event, dealer),
    groupKey: `hub:${event.hubKey}`,
  };
  const reseller = hasFailed ? undefined : resellerOf(event, companies);
  if (!reseller) return [ofDealer];
  const ofReseller: OfficeNotice = {
    ...notice,
    companyId: reseller.id,
    exceptAccountId: null,
    alsoAccountId: null,
    href: `/r/${reseller.slug}`,
    groupKey: `dealer-hub:${event.hubKey}`,
  };
  return [ofDealer, ofReseller];
}

/**
 * Says into which digests an event goes: days of dealer and reseller, and for endings that of their run. What a
 * connection's own news told of all its hubs is in none; a run that a move began concerns its new payer alone, since the
 * dealer reads of the old one's, and a move that could not happen concerns the dealer.
 */
export function digestLinesOf(event: HubEvent, companies: Companies): NewDigestLine[] {
  const { kind, cause } = event;
  if (cause === "CONNECTION" || kind === "package.activation_failed") return [];
  const ofDealer = () => dayLine("DAY", companies.get(event.dealerId), event);
  const ofReseller = () => dayLine("DEALERS_DAY", resellerOf(event, companies), event);
  if (cause === "MOVED") return ofReseller();
  if (kind === "package.move_refused") return ofDealer();
  if (kind !== "package.expired") return [...ofDealer(), ...ofReseller()];
  return [
    ...runLine("ENDED", companies.get(event.dealerId), event),
    ...runLine("DEALERS_ENDED", resellerOf(event, companies), event),
    ...ofReseller(),
  ];
}

function dayLine(kind: DigestKind, company: OfficeCompany | undefined, event: HubEvent): NewDigestLine[] {
  if (!company) return [];
  const { day, overAt } = digestDayOf(toInstant(event.at), company.timeZone);
  return [{ companyId: company.id, kind, period: day, dueAt: toDate(overAt), eventId: event.id }];
}

function runLine(kind: DigestKind, company: OfficeCompany | undefined, event: HubEvent): NewDigestLine[] {
  if (!company || !event.runId) return [];
  return [{ companyId: company.id, kind, period: event.runId, dueAt: null, eventId: event.id }];
}
