import { clockNow, realNow, toDate } from "@/lib/clock";
import { loadLineWriters } from "@/lib/mail/digest-lines";
import { inSystemTransaction, onDatabase } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { listEndingHubs, listNearEnds, noteNearEnd } from "@/lib/server/store/digests";
import { listOfficeCompanies, listOfficeReaders } from "@/lib/server/store/outbox-events";
import { digestLineLimit } from "./digest-mails";

/** How long before a month end a dealer hears what goes off with it: 3 days of 24 hours. */
const previewHours = 72;

/**
 * Mails each dealer's owner and managers what goes off at a month end that is near by the company's clock, once an end:
 * the note that it was told and the mails are one transaction. An end the clock has jumped over is told by what ended.
 */
export async function previewMonthEnds(): Promise<void> {
  const writerOf = await loadLineWriters();
  const now = toDate(realNow());
  const ends = await onDatabase((client) => listNearEnds(client, now, previewHours));
  for (const end of ends) {
    await inSystemTransaction(async (tx) => {
      const [company] = await listOfficeCompanies(tx, [end.companyId]);
      const { n, hubs } = await listEndingHubs(tx, end, digestLineLimit);
      if (!company || n === 0 || !(await noteNearEnd(tx, end, now))) return;
      for (const { email, locale, accountId } of await listOfficeReaders(tx, [company.id])) {
        await postMail(tx, {
          template: "month-end-preview",
          to: email,
          locale,
          data: {
            company: company.name,
            n,
            endsAt: end.endsAt.toISOString(),
            zone: end.zone,
            lines: writerOf(locale).hubs(hubs, n - hubs.length),
            linkPath: `/c/${company.slug}/objects?tile=expires-soon`,
          },
          companyId: company.id,
          accountId,
          at: toDate(clockNow(company.offsetMs)),
        });
      }
    });
  }
}
