import { getLocale, getTranslations } from "next-intl/server";
import { MonthStanding } from "@/components/accounts/month-standing";
import { formatCity, formatMonthName, formatWeekday } from "@/lib/i18n/format";
import type { PublicMonths } from "@/lib/server/queries/clock";

/** What the portal is about, beside its sign-in: a month ends where the hub stands. */
export async function MonthEnds({ now, months }: PublicMonths) {
  const t = await getTranslations("accounts.months");
  const locale = await getLocale();
  return (
    <aside aria-labelledby="months">
      <div>
        <h2 id="months">{t("title")}</h2>
        <p>{t("text")}</p>
        <ul>
          {months.map(({ timeZone, month, days, share, left }) => (
            <MonthStanding
              key={timeZone}
              place={formatCity(timeZone)}
              time={formatWeekday(now, { locale, timeZone })}
              left={t("left", { month: formatMonthName(month, locale), ...left })}
              days={days}
              share={share}
            />
          ))}
        </ul>
      </div>
    </aside>
  );
}
