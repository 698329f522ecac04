import { toDate } from "@/lib/clock";
import type { Outcome } from "@/lib/domain/outcome";
import { ringPerson } from "@/lib/server/bell";
import type { Transaction } from "@/lib/server/context";
import { postMails } from "@/lib/server/mail";
import { listOfficeReaders, type OfficeReader } from "@/lib/server/store/outbox-events";
import type { DueStart } from "@/lib/server/store/planned-starts";

type StartOutcome = { outcome: Outcome<unknown, string>; at: Temporal.Instant };

/**
 * Tells by mail and bell what became of a planned start: who planned it, or took it over, of its success, of a refusal the
 * office too, with the sentence the portal itself would give. Whoever works there no more hears nothing.
 */
export async function tellStart(tx: Transaction, start: DueStart, { outcome, at }: StartOutcome): Promise<void> {
  const readers = await listOfficeReaders(tx, [start.companyId], [start.byId]);
  const told = readers.filter(({ accountId }) => !outcome.ok || accountId === start.byId);
  const names = {
    hub: start.hubName,
    object: start.objectName,
    company: start.companyName,
    person: start.plannedByName,
  };
  const linkPath = `/c/${start.companySlug}/objects/${start.objectId}/hubs/${start.hubId}/package`;
  const why = outcome.ok ? {} : { whyCode: outcome.refusal, ...prefixed(outcome.params ?? {}) };
  const notice = {
    kind: outcome.ok ? ("start.done" as const) : ("start.refused" as const),
    data: { ...names, ...why, zone: start.companyZone },
    href: linkPath,
    groupKey: `start:${start.id}`,
    at: toDate(at),
  };
  for (const { accountId } of told) await ringPerson(tx, { accountId, companyId: start.companyId }, notice);
  const toMail = ({ accountId, email, locale }: OfficeReader) => ({
    to: email,
    locale,
    companyId: start.companyId,
    accountId,
    at: toDate(at),
  });
  await postMails(
    tx,
    told.map((reader) =>
      outcome.ok
        ? {
            ...toMail(reader),
            template: "start-done" as const,
            data: { ...names, reseller: start.resellerName, linkPath },
          }
        : {
            ...toMail(reader),
            template: "start-refused" as const,
            data: { ...names, ...why, whyCode: outcome.refusal, zone: start.companyZone, linkPath },
          },
    ),
  );
}

/** A refusal's values beside those of the message, which may bear the same names. */
function prefixed(params: Readonly<Record<string, string | number>>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [`why_${name}`, value]));
}
