import { getLocale, getTranslations } from "next-intl/server";
import { Note } from "@/components/ui/note";
import { formatInstant } from "@/lib/i18n/format";

/** Says when the next export is possible, to whoever was led back by a refused one. */
export async function WaitNote({ wait, timeZone }: { wait: string | string[] | undefined; timeZone: string }) {
  if (typeof wait !== "string" || Number.isNaN(Date.parse(wait))) return null;
  const t = await getTranslations("activity");
  const instant = formatInstant(wait, { locale: await getLocale(), timeZone });
  return (
    <div className="mb-4">
      <Note kind="warning" isAlert>
        {t("wait", { instant })}
      </Note>
    </div>
  );
}
