import { getLocale, getTranslations } from "next-intl/server";
import { Choice } from "@/components/ui/choice";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { formatMoney } from "@/lib/i18n/format";
import type { PackageView } from "@/lib/schemas/packages";
import type { PackagePanel } from "@/lib/server/queries/package-panel";

/** The package on offer: there is one, so it is chosen and shown. */
export async function OfferChoice({ panel }: { panel: PackagePanel }) {
  const t = await getTranslations("packages.panel");
  const offers = await getTranslations("offers");
  const { code, features } = panel.offer;
  const words = features.map((feature) =>
    offers.has(`features.${feature}`) ? offers(`features.${feature}`) : feature,
  );
  return (
    <Panel id="package" title={t("package")}>
      <Choice name="offer" value={code} title={offers(`${code}.name`)} about={words.join(", ")} defaultChecked />
    </Panel>
  );
}

/** Who is billed: a single usable reseller is chosen, several demand a choice, others are listed with the reason. */
export async function PayerChoice({ panel, chosenId }: { panel: PackagePanel; chosenId: string | null | undefined }) {
  const t = await getTranslations("packages.panel");
  const locale = await getLocale();
  const usable = panel.payers.filter(({ state }) => state === "OPEN");
  const closed = panel.payers.filter(({ state }) => state !== "OPEN");
  const feeOf = (resellerId: string) => {
    const fee = panel.activateCards.find((choice) => choice.resellerId === resellerId)?.card.fee;
    return fee ? t("feeMonthly", { fee: formatMoney(fee.minor, fee.currency, locale) }) : null;
  };
  return (
    <Panel id="payer" title={t("payer")}>
      <fieldset>
        <legend className="mb-2">
          {usable.length > 1 ? t("payerChoose") : null}
          {usable.length === 1 && usable[0] ? t("payerPreset", { reseller: usable[0].name }) : null}
          {usable.length === 0 ? t("payerNone") : null}
        </legend>
        {usable.map(({ resellerId, name }) => (
          <Choice
            key={resellerId}
            name="reseller"
            value={resellerId}
            title={name}
            about={feeOf(resellerId) ?? t("asAgreed")}
            defaultChecked={resellerId === chosenId}
            required
          />
        ))}
        {closed.map(({ resellerId, name, state }) => (
          <div className="choice no" key={resellerId}>
            <Icon name="lock" />
            <span>
              <b>{name}</b>
              <small>{t(`states.${state}`)}</small>
            </span>
          </div>
        ))}
      </fieldset>
    </Panel>
  );
}

/** The SIM that carries the package: shown as a choice only where the hub holds more than one. */
export async function SlotChoice({ panel, chosen }: { panel: PackagePanel; chosen: PackageView["slot"] }) {
  const t = await getTranslations("packages.panel");
  const usable = panel.slots.filter(({ isUsable }) => isUsable);
  if (usable.length < 2) return null;
  const slot = chosen ? Number(chosen) : panel.preselectedSlot;
  return (
    <Panel id="slot" title={t("sim")}>
      <fieldset>
        <legend className="sr">{t("sim")}</legend>
        {usable.map((each) => (
          <Choice
            key={each.slot}
            name="slot"
            value={each.slot}
            title={t("slot", { slot: each.slot })}
            defaultChecked={each.slot === slot}
          />
        ))}
      </fieldset>
    </Panel>
  );
}
