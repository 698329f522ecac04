import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { ActivateButtons } from "@/components/packages/activate-buttons";
import { ConsequenceCard } from "@/components/packages/consequence-card";
import { Panel } from "@/components/ui/panel";
import type { PackageView } from "@/lib/schemas/packages";
import type { PackagePanel } from "@/lib/server/queries/package-panel";
import { OfferChoice, PayerChoice, SlotChoice } from "./activate-choices";
import { cardView } from "./panel-texts";
import { Reasons } from "./reasons";
import { ServicesSummary } from "./services-summary";

type Props = { panel: PackagePanel; asked: PackageView; packageHref: string };

const reasonsId = "why-not";

/** Everything an activation needs: package, payer, SIM, what is missing, and what would follow. */
export async function ActivateForm({ panel, asked, packageHref }: Props) {
  const t = await getTranslations("packages");
  const payerId = asked.reseller ?? panel.preselectedPayerId;
  const card = panel.activateCards.find(({ resellerId }) => resellerId === payerId)?.card;
  const hasFailed = panel.ended?.reason === "ACTIVATION_FAILED";
  const isForbidden = panel.obstacles.length > 0;
  return (
    <Form action={packageHref} prefetch={false} scroll={false} className="actgrid">
      <div className="stack a1">
        <OfferChoice panel={panel} />
        <PayerChoice panel={panel} chosenId={payerId} />
        <SlotChoice panel={panel} chosen={asked.slot} />
      </div>
      <div className="a2">
        <ServicesSummary panel={panel} packageHref={packageHref} />
      </div>
      <div className="a3">
        <Panel id="consequence" title={t("panel.ifActivated")}>
          {isForbidden ? (
            <Reasons
              id={reasonsId}
              title={t("panel.whyNot", { n: panel.obstacles.length })}
              panel={panel}
              refusals={panel.obstacles}
            />
          ) : null}
          {card && !isForbidden ? <ConsequenceCard card={await cardView(panel, card)} /> : null}
          {card || isForbidden ? null : <p className="muted">{t("panel.chooseFirst")}</p>}
          <div className="mt-4">
            <ActivateButtons
              labels={{
                activate: t(hasFailed ? "acts.tryAgain" : "acts.activate"),
                plan: t("acts.plan"),
                day: t("acts.day"),
                schedule: t("acts.schedule"),
              }}
              reasonId={isForbidden ? reasonsId : null}
              mayPlan={panel.plan.isOpen}
              days={panel.plan.days}
              day={asked.on}
            />
          </div>
        </Panel>
      </div>
    </Form>
  );
}
