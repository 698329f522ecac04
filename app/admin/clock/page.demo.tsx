import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { LivePage } from "@/app/shell/live-page";
import { AdvanceClockForm } from "@/components/admin/advance-clock-form";
import { buttonClass } from "@/components/ui/button";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatClock, formatInstant, formatZone } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { type ClockView, getClocks } from "@/lib/server/queries/admin-clocks";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("clock"))("title") };
}

const msPerDay = 86_400_000;

/** Every demo clock: what it shows in each of its zones, what ends next there, and the form that moves it. */
export default async function ClockPage() {
  const clocks = await forPage(getClocks());
  const t = await getTranslations("clock");
  return (
    <>
      <LivePage topics={["rollover"]} />
      <PageHeader
        title={t("title")}
        fact={t("intro")}
        isLong
        acts={
          <NavLink className={buttonClass({})} href="/admin/rollover">
            {t("report")}
          </NavLink>
        }
      />
      <div className="stack">
        {clocks.map((clock) => (
          <ClockPanel key={clock.id} clock={clock} />
        ))}
      </div>
    </>
  );
}

async function ClockPanel({ clock }: { clock: ClockView }) {
  const t = await getTranslations("clock");
  const locale = await getLocale();
  return (
    <Panel
      id={`clock-${clock.id}`}
      title={t("shows", { name: clock.name })}
      fact={t("real", { days: Math.round(clock.offsetMs / msPerDay) })}
    >
      {clock.isAdvancing && clock.targetAt ? (
        <Note kind="info">
          {t("advancing", { instant: formatInstant(clock.targetAt, { locale, timeZone: "UTC" }) })}
        </Note>
      ) : null}
      <ZoneTable clock={clock} />
      <h3 className="mt-6 mb-2">{t("move.title")}</h3>
      <MoveForm clock={clock} />
    </Panel>
  );
}

async function ZoneTable({ clock }: { clock: ClockView }) {
  const t = await getTranslations("clock.zone");
  const locale = await getLocale();
  return (
    <DataTable
      caption={t("caption")}
      heads={[t("zone"), t("companies"), t("now"), t("boundary"), numberHead(t("due"))]}
      isCards
    >
      <tbody>
        {clock.zones.map(({ timeZone, companies, nextBoundary, due }) => (
          <tr key={timeZone}>
            <td>
              <b>{formatZone(clock.now, { locale, timeZone })}</b>
            </td>
            <td className="col-span-full">{companies.join(", ")}</td>
            <td className="num col-span-full">{formatClock(clock.now, { locale, timeZone })}</td>
            <td className="num col-span-full">
              <span className="phone">{t("boundary")}: </span>
              {formatInstant(nextBoundary, { locale, timeZone })}
            </td>
            <td className="r col-span-full max-sm:text-start max-sm:font-sans">
              <span className="phone">{t("due")}: </span>
              {due}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

async function MoveForm({ clock }: { clock: ClockView }) {
  const t = await getTranslations("clock.move");
  const locale = await getLocale();
  return (
    <AdvanceClockForm
      clockId={clock.id}
      zones={clock.zones.map(({ timeZone }) => ({ timeZone, label: formatZone(clock.now, { locale, timeZone }) }))}
      earliest={clock.now.slice(0, 16)}
      labels={{
        hour: t("hour"),
        day: t("day"),
        lastMinute: t("lastMinute"),
        boundary: t("boundary"),
        zone: t("zone"),
        instant: t("instant"),
        at: t("at"),
        go: t("go"),
        hint: t("hint"),
        moved: t("moved"),
      }}
      texts={await formTexts()}
    />
  );
}
