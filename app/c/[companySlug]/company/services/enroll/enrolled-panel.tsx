import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { countryName } from "@/lib/i18n/country-name";
import { formatLocalDate } from "@/lib/i18n/local-date";
import type { EnrollmentView, EnrollPage } from "@/lib/server/queries/company";

type Props = { page: EnrollPage; enrollment: EnrollmentView; isNew: boolean };

/** The company is a dealer: reference, what it enrolled with, and what comes next. */
export async function EnrolledPanel({ page: { company, slug, may }, enrollment, isNew }: Props) {
  const t = await getTranslations("enrollment");
  const locale = await getLocale();
  const none = t("done.none");
  const contact = [enrollment.contactName, enrollment.contactEmail, enrollment.contactPhone].filter(Boolean).join(", ");
  const rows = [
    [t("done.reference"), enrollment.reference],
    [t("done.since"), formatLocalDate(enrollment.enrolledAt, { locale, timeZone: company.timeZone })],
    [t("country"), countryName(enrollment.country, locale)],
    [t("contact"), contact || null],
    [t("legalName"), enrollment.legalName],
    [t("taxNumber"), enrollment.taxNumber],
    [t("billingAddress"), enrollment.billingAddress],
    [t("expectedHubs"), enrollment.expectedHubs?.toString() ?? null],
    [t("done.termsVersion"), t("done.version", { version: enrollment.termsVersion })],
  ] as const;
  return (
    <div className="stack">
      <Note kind="done">
        <b>{t("done.title", { company: company.name })}</b>
        {isNew ? <p>{t("done.text")}</p> : null}
      </Note>
      <div className="cols">
        <Panel id="enrollment" title={t("settings.state")}>
          <dl className="kv">
            {rows.map(([label, value]) => (
              <div className="contents" key={label}>
                <dt>{label}</dt>
                <dd>{value ?? none}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        <Panel id="next" title={t("done.next")}>
          <ol className="list-decimal ps-5 mb-4">
            <li>{t("done.tab")}</li>
            <li>{t("done.reseller")}</li>
            <li>{t("done.activate")}</li>
          </ol>
          {may.seeEmployees ? (
            <ButtonLink look="primary" href={`/c/${slug}/services`}>
              {t("done.open")}
            </ButtonLink>
          ) : null}
        </Panel>
      </div>
    </div>
  );
}
