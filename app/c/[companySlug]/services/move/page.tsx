import type { Metadata } from "next";
import Form from "next/form";
import { getLocale, getTranslations } from "next-intl/server";
import { ConsequenceLines } from "@/components/packages/consequence-card";
import { WhyNot } from "@/components/packages/why-not";
import { ButtonLink, buttonClass, ForbiddenButton } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Crumbs } from "@/components/ui/crumbs";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { readableParams } from "@/lib/i18n/sentence-params";
import { type MoveAsked, moveViewSchema } from "@/lib/schemas/moves";
import { forPage } from "@/lib/server/pages";
import { getMovePage, type MovePage } from "@/lib/server/queries/move-planning";
import { MoveConfirmation, moveLines } from "./confirmation";
import { HubsPanel } from "./hubs-panel";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("moves"))("ask.title") };
}

const reasonsId = "why-not";

/**
 * Moving hubs to another reseller from the 1st: which hubs, to whom, and what would follow. Hubs, choice and open
 * confirmation are in the address.
 */
export default async function MovePageScreen({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const asked = moveViewSchema.parse(await searchParams);
  const page = await forPage(getMovePage(companySlug, asked));
  const t = await getTranslations("moves.ask");
  const resellers = `/c/${companySlug}/services/resellers`;
  const crumbs = page.from
    ? [
        { label: (await getTranslations("resellers"))("list.title"), href: resellers },
        { label: page.from.reseller, href: `${resellers}/${page.from.connectionId}` },
      ]
    : [{ label: (await getTranslations("objects"))("title"), href: `/c/${companySlug}/objects` }];
  return (
    <>
      <Crumbs label={(await getTranslations("hubs"))("crumbs")} entries={[...crumbs, { label: t("title") }]} />
      <PageHeader title={t("title")} fact={t("fact")} />
      {page.counts.listed === 0 ? <NothingChosen companySlug={companySlug} /> : <Choices page={page} asked={asked} />}
      {asked.confirm && page.taker && page.counts.movable > 0 ? <MoveConfirmation page={page} asked={asked} /> : null}
    </>
  );
}

async function NothingChosen({ companySlug }: { companySlug: string }) {
  const t = await getTranslations("moves.ask.none");
  const act = <ButtonLink href={`/c/${companySlug}/objects?tile=activated`}>{t("act")}</ButtonLink>;
  return (
    <section className="panel" aria-label={t("title")}>
      <EmptyState icon="hub" title={t("title")} act={act}>
        {t("text")}
      </EmptyState>
    </section>
  );
}

async function Choices({ page, asked }: { page: MovePage; asked: MoveAsked }) {
  const t = await getTranslations("moves.ask");
  const { taker, counts, viewer } = page;
  const isOpenAct = taker !== null && counts.movable > 0;
  return (
    <Form action={`/c/${viewer.companySlug}/services/move`} prefetch={false} scroll={false} className="cols">
      <input type="hidden" name="confirm" value="move" />
      {asked.from ? <input type="hidden" name="from" value={asked.from} /> : null}
      {page.canTick ? <input type="hidden" name="ticked" value="1" /> : null}
      {page.from ? null : asked.hub.map((hubId) => <input key={hubId} type="hidden" name="hub" value={hubId} />)}
      <div className="stack">
        <HubsPanel page={page} />
      </div>
      <div className="stack">
        <Takers page={page} />
        <Panel id="consequence" title={t("ifAgreed")}>
          <Reasons page={page} />
          {isOpenAct ? <ConsequenceLines tone="on" lines={await moveLines(page, taker)} /> : null}
          <div className="mt-4">
            {(counts.movable > 0 || (page.canTick && counts.chosen === 0)) &&
            page.takers.some(({ isUsable }) => isUsable) ? (
              <button type="submit" className={buttonClass({ look: "primary", isWide: true })}>
                {taker ? t("ask", { reseller: taker.resellerName }) : t("askChosen")}
              </button>
            ) : (
              <ForbiddenButton reasonId={reasonsId} isWide>
                {t("askChosen")}
              </ForbiddenButton>
            )}
          </div>
        </Panel>
      </div>
    </Form>
  );
}

/** Who could be billed from then on: a single usable reseller is chosen, others are listed with the reason. */
async function Takers({ page: { takers, taker } }: { page: MovePage }) {
  const t = await getTranslations("moves.ask");
  const states = await getTranslations("packages.panel.states");
  const usable = takers.filter(({ isUsable }) => isUsable);
  return (
    <Panel id="taker" title={t("taker")}>
      <fieldset>
        <legend className="mb-2">{usable.length > 1 ? t("choose") : t("takerNote", { n: usable.length })}</legend>
        {takers.map(({ resellerId, resellerName, state, isUsable }) =>
          isUsable ? (
            <Choice
              key={resellerId}
              name="reseller"
              value={resellerId}
              title={resellerName}
              defaultChecked={resellerId === taker?.resellerId}
              required
            />
          ) : (
            <div className="choice no" key={resellerId}>
              <Icon name="lock" />
              <span>
                <b>{resellerName}</b>
                <small>{states(state)}</small>
              </span>
            </div>
          ),
        )}
      </fieldset>
    </Panel>
  );
}

/** Why nothing can be asked for; nothing where something can. */
async function Reasons({ page }: { page: MovePage }) {
  const t = await getTranslations("moves.ask");
  const refusals = await getTranslations("refusals");
  const reader = { locale: await getLocale(), timeZone: page.viewer.timeZone };
  const first = page.hubs.find(({ refusal, isChosen }) => isChosen && refusal !== null)?.refusal;
  const reasons = [
    page.takers.some(({ isUsable }) => isUsable)
      ? null
      : { code: "NO_RESELLER", sentence: t("noTaker"), fix: t("noTakerFix"), link: null },
    page.counts.chosen > 0 ? null : { code: "NONE", sentence: t("noneTicked"), fix: t("noneTickedFix"), link: null },
    page.counts.movable > 0 || !first
      ? null
      : {
          code: first.code,
          sentence: refusals(first.code, readableParams(first.params, reader)),
          fix: t("noHubFix"),
          link: null,
        },
  ].filter((reason) => reason !== null);
  if (reasons.length === 0) return null;
  const why = (await getTranslations("packages.panel"))("whyNot", { n: reasons.length });
  return <WhyNot id={reasonsId} title={why} reasons={reasons} />;
}
