import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { UndoForm } from "@/components/moves/undo-form";
import { Note } from "@/components/ui/note";
import { formatInstant, formatMonth } from "@/lib/i18n/format";
import type { PackagePanel } from "@/lib/server/queries/package-panel";

/** Says that an activation waits for its day or for the hub to come online, who planned it, and takes it back with one press. */
export async function PlannedNote({ panel }: { panel: PackagePanel }) {
  const { plan, viewer, object, hub } = panel;
  if (!plan.planned) return null;
  const t = await getTranslations("packages.plan");
  const { changeId, reseller, by, at, startsAt, month, mayCancel } = plan.planned;
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const instant = formatInstant(at, reader);
  const waits = startsAt
    ? t("waitsFor", { hub: hub.name, instant: formatInstant(startsAt, reader) })
    : t("waits", { hub: hub.name });
  const bills = month
    ? t("billsFrom", { reseller, month: formatMonth(month, reader.locale) })
    : t("billsOnceOnline", { reseller });
  const hidden = { companySlug: viewer.companySlug, submissionId: randomUUID(), changeId };
  const place = { objectId: object.id, hubId: hub.hubId };
  const label = t("takeBack");
  return (
    <section aria-label={t("title")} className="mb-4">
      <Note kind="info">
        <b>{waits}</b>
        <p>
          {t("planned", { name: by, instant })} {bills}
        </p>
        {mayCancel ? (
          <UndoForm
            act="start"
            label={label}
            spoken={label}
            texts={await formTexts()}
            hidden={{ ...hidden, ...place }}
          />
        ) : null}
      </Note>
    </section>
  );
}
