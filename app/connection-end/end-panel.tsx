import { randomUUID } from "node:crypto";
import Form from "next/form";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { SetAsideForm } from "@/components/connections/set-aside-form";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { SelectField } from "@/components/ui/select-field";
import { formatInstant } from "@/lib/i18n/format";
import type { ConnectionAsked } from "@/lib/schemas/connections";
import type { ConnectionEndView } from "@/lib/server/queries/connection-end";
import { EndConfirmation } from "./end-confirmation";

/** `href` is the page the panel stands on; the open confirmation and the chosen month are in its address. */
type Props = { view: ConnectionEndView; href: string; asked: ConnectionAsked };

/** The end of a connection, on the page of either side: what is agreed, what can be done, and by whom. */
export async function EndPanel({ view, href, asked }: Props) {
  const t = await getTranslations("connections.end");
  if (view.status === "CLOSED") return null;
  return (
    <>
      <Panel id="connection-end" title={t(`titles.${view.status}`)}>
        {view.status === "ENDING" ? <Agreed view={view} href={href} /> : <Open view={view} href={href} asked={asked} />}
      </Panel>
      {asked.confirm ? <EndConfirmation view={view} href={href} verb={asked.confirm} /> : null}
    </>
  );
}

async function Agreed({ view, href }: Omit<Props, "asked">) {
  const t = await getTranslations("connections.end");
  const locale = await getLocale();
  const { endsAt, endedBy, liveHubs, daysLeft, moves, may } = view;
  const own = { locale, timeZone: view.ownZone };
  return (
    <>
      <dl className="kv mb-4">
        <dt>{t("ends")}</dt>
        <dd>
          <b>{endsAt ? formatInstant(endsAt, { locale, timeZone: view.zone }) : null}</b>
          <small className="muted block">{t("daysLeft", { n: daysLeft ?? 0 })}</small>
          {endsAt && view.ownZone !== view.zone ? (
            <small className="muted block">{t("yourTime", { instant: formatInstant(endsAt, own) })}</small>
          ) : null}
        </dd>
        <dt>{t("setBy")}</dt>
        <dd>{endedBy ? t("by", endedBy) : null}</dd>
        <dt>{t("left")}</dt>
        <dd>{t("hubsLeft", { n: liveHubs })}</dd>
        {moves.leaving > 0 ? (
          <>
            <dt>{t("leaving")}</dt>
            <dd>{t("hubsLeaving", { n: moves.leaving })}</dd>
          </>
        ) : null}
      </dl>
      {may.move && liveHubs > moves.leaving ? (
        <ButtonLink
          look="primary"
          isWide
          className="mb-4"
          href={`/c/${view.companySlug}/services/move?from=${view.connectionId}`}
        >
          {t("move")}
        </ButtonLink>
      ) : null}
      {may.keep ? (
        <ButtonLink isWide icon="undo" href={`${href}?confirm=keep`} scroll={false}>
          {t("keep")}
        </ButtonLink>
      ) : (
        <p className="muted">{t("keepers", { company: endedBy?.company ?? "" })}</p>
      )}
      {may.end && liveHubs === 0 ? <EndNow href={href} /> : null}
    </>
  );
}

async function Open({ view, href, asked }: Props) {
  const t = await getTranslations("connections.end");
  const locale = await getLocale();
  const { may, proposal, liveHubs, moves } = view;
  const chosen = asked.month ?? proposal?.month ?? view.chosen.month;
  const options = view.months.map(({ month, endsAt }) => ({
    value: month,
    label: formatInstant(endsAt, { locale, timeZone: view.zone }),
  }));
  const verb = may.end ? "end" : "propose";
  if (!may.end && !may.propose) return <p className="muted">{t("owners")}</p>;
  return (
    <>
      <Arriving view={view} />
      {proposal ? <Proposal view={view} proposal={proposal} /> : null}
      <p className="mb-4">{t("open", { n: liveHubs })}</p>
      <Form action={href} prefetch={false} scroll={false}>
        <HiddenFields values={{ confirm: verb }} />
        <SelectField id="month" name="month" label={t("month")} options={options} defaultValue={chosen} />
        <button type="submit" className={buttonClass({ isWide: true, look: may.end ? "danger" : "plain" })}>
          {t(`acts.${verb}`)}
        </button>
      </Form>
      {may.end ? null : <p className="muted mt-2">{t("proposeNote")}</p>}
      {may.move && liveHubs > moves.leaving ? (
        <ButtonLink isWide className="mt-4" href={`/c/${view.companySlug}/services/move?from=${view.connectionId}`}>
          {t("move")}
        </ButtonLink>
      ) : null}
      {may.end && liveHubs === 0 ? <EndNow href={href} /> : null}
    </>
  );
}

/** Leads the reseller to where it answers requests to take hubs over. */
async function Arriving({ view: { side, companySlug, moves } }: Pick<Props, "view">) {
  const t = await getTranslations("connections.end");
  if (side === "dealer" || moves.arriving === 0) return null;
  return (
    <p className="mb-4">
      <NavLink href={`/r/${companySlug}/moves`}>{t("arriving", { n: moves.arriving })}</NavLink>
    </p>
  );
}

async function Proposal({
  view,
  proposal,
}: {
  view: ConnectionEndView;
  proposal: NonNullable<ConnectionEndView["proposal"]>;
}) {
  const t = await getTranslations("connections.end");
  const locale = await getLocale();
  const endsAt = formatInstant(proposal.endsAt, { locale, timeZone: view.zone });
  const { companySlug, connectionId, version, side } = view;
  return (
    <div className="mb-4">
      <Note kind="info">
        <p>{t("proposed", { name: proposal.byName, instant: endsAt })}</p>
        {view.may.end ? (
          <div className="mt-2">
            <SetAsideForm
              side={side}
              label={t("setAside")}
              texts={await formTexts()}
              hidden={{ companySlug, submissionId: randomUUID(), connectionId, version }}
            />
          </div>
        ) : null}
      </Note>
    </div>
  );
}

/** Set apart, with its cost beside it: there is no way back but a new request. */
async function EndNow({ href }: { href: string }) {
  const t = await getTranslations("connections.end");
  return (
    <div className="apart">
      <p className="muted">{t("nowNote")}</p>
      <ButtonLink look="danger" icon="stop" href={`${href}?confirm=end-now`} scroll={false}>
        {t("acts.end-now")}
      </ButtonLink>
    </div>
  );
}
