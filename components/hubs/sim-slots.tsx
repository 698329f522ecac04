import { useLocale, useTranslations } from "next-intl";
import { Copyable } from "@/components/ui/copyable";
import { formatAge, formatGroups } from "@/lib/i18n/format";
import type { SlotFacts } from "./hub-facts";
import { SimWord } from "./sim-word";

/** Both slots of a hub: what is in them, and for an Ajax SIM what it should be beside what it says it is. */
export function SimSlots({ slots, now }: { slots: readonly SlotFacts[]; now: string }) {
  const t = useTranslations("hubs.sim");
  return (
    <dl className="kv">
      {slots.map((slot) => (
        <SlotLines
          key={slot.slot}
          slot={slot}
          now={now}
          label={t(slot.isActiveSlot ? "slotActive" : "slot", { slot: slot.slot })}
        />
      ))}
    </dl>
  );
}

function SlotLines({ slot, now, label }: { slot: SlotFacts; now: string; label: string }) {
  const t = useTranslations("hubs.sim");
  const locale = useLocale();
  const power = (status: SlotFacts["desiredStatus"]) => (status ? t(status === "ENABLED" ? "on" : "off") : null);
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <SimWord sim={slot} isSpare={!slot.isActiveSlot} />
        {slot.iccid ? (
          <Copyable text={slot.iccid} label={t("copy")} copiedLabel={t("copied")}>
            <span className="mono">{formatGroups(slot.iccid)}</span>
          </Copyable>
        ) : null}
      </dd>
      {slot.desiredStatus ? (
        <>
          <dt>{t("wantedReported")}</dt>
          <dd>
            {power(slot.desiredStatus)}, {power(slot.reportedStatus) ?? t("noReport")}{" "}
            {slot.reportedAt ? <span className="muted">({formatAge(slot.reportedAt, now, locale)})</span> : null}
          </dd>
        </>
      ) : null}
    </>
  );
}
