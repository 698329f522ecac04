import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { dialogTexts } from "@/app/shell/dialog-texts";
import { LiveHomePage } from "@/app/shell/live-page";
import { HomeDialog } from "@/components/home/home-dialog";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { NavLink } from "@/components/ui/nav-link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { formatCity, formatShortInstant } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getHomeLinks, type HomeLink, type LinksPage } from "@/lib/server/queries/home-users";

type Props = { searchParams: Promise<{ unlink?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home.links"))("title") };
}

/** What is linked to somebody's account: each home box with its last push and its last error, and the way to unlink it. */
export default async function HomeLinksPage({ searchParams }: Props) {
  const page = await forPage(getHomeLinks());
  const asked = (await searchParams).unlink;
  const chosen = page.links.find(({ id }) => id === asked);
  const t = await getTranslations("home.links");
  const history = await getTranslations("history.timeline");
  const n = page.links.length;
  return (
    <>
      <LiveHomePage topics={["hub"]} />
      <PageHeader
        title={t("title")}
        fact={[t("count", { n }), ...(n > 0 ? [history("zone", { zone: formatCity(page.timeZone) })] : [])].join(" · ")}
      />
      <div className="stack">
        {n === 0 ? <NoLinks page={page} /> : null}
        {page.links.map((link) => (
          <LinkPanel key={link.id} link={link} timeZone={page.timeZone} />
        ))}
        <Reports page={page} />
      </div>
      {chosen ? <Unlinking link={chosen} /> : null}
    </>
  );
}

/** What comes before the first link: a hub, one that reports, and the password that the box asks for. */
async function NoLinks({ page: { hubs } }: { page: LinksPage }) {
  const t = await getTranslations("home.links.none");
  const silent = hubs.some(({ isReporting }) => isReporting) ? null : hubs[0];
  const way = silent
    ? { href: `/home/hubs/${silent.hubId}/users`, label: t("report", { hub: silent.name }) }
    : hubs.length > 0
      ? { href: "/home/password", label: t("password") }
      : { href: "/home", label: t("hubs") };
  return (
    <section className="panel" aria-label={t("title")}>
      <EmptyState icon="box" title={t("title")} act={<ButtonLink href={way.href}>{way.label}</ButtonLink>}>
        {silent ? t("textSilent") : t("text")}
      </EmptyState>
    </section>
  );
}

const faultLook = { role: "bad", icon: "octa" } as const;
const wellLook = { role: "on", icon: "ok" } as const;

async function LinkPanel({ link, timeZone }: { link: HomeLink; timeZone: string }) {
  const t = await getTranslations("home.links");
  const reader = { locale: await getLocale(), timeZone };
  const at = (instant: string | null) => (instant ? formatShortInstant(instant, reader) : null);
  const { id, url, lastError, undelivered } = link;
  const host = URL.parse(url)?.host ?? url;
  return (
    <Panel
      id={`link-${id}`}
      title={host}
      fact={lastError ? <Tag {...faultLook}>{t("fails")}</Tag> : <Tag {...wellLook}>{t("well")}</Tag>}
      end={
        <ButtonLink
          isSmall
          look="danger"
          href={`/home/links?unlink=${id}`}
          scroll={false}
          prefetch={false}
          aria-label={t("unlinkOf", { host })}
        >
          {t("unlink")}
        </ButtonLink>
      }
    >
      <dl className="kv">
        <dt>{t("address")}</dt>
        <dd className="mono">{url}</dd>
        <dt>{t("linkedAt")}</dt>
        <dd>{at(link.linkedAt)}</dd>
        <dt>{t("lastPush")}</dt>
        <dd>{at(link.lastPushAt) ?? t("noPush")}</dd>
        <dt>{t("lastError")}</dt>
        <dd>{lastError ? t("errorAt", { error: lastError, at: at(link.lastErrorAt) ?? "" }) : t("noError")}</dd>
        {link.nextTryAt ? (
          <>
            <dt>{t("nextTry")}</dt>
            <dd>{at(link.nextTryAt)}</dd>
          </>
        ) : null}
        {undelivered > 0 ? (
          <>
            <dt>{t("undelivered")}</dt>
            <dd>{t("entries", { n: undelivered })}</dd>
          </>
        ) : null}
      </dl>
    </Panel>
  );
}

/** Which hubs are told at all, and how many programs listen now. */
async function Reports({ page: { hubs, openStreams } }: { page: LinksPage }) {
  const t = await getTranslations("home.links");
  return (
    <Panel id="reports" title={t("told")}>
      <dl className="kv">
        {hubs.map(({ hubId, name, isReporting }) => (
          <div key={hubId} className="contents">
            <dt>
              <NavLink href={`/home/hubs/${hubId}/users`}>{name}</NavLink>
            </dt>
            <dd>{isReporting ? t("reports") : t("silent")}</dd>
          </div>
        ))}
        <dt>{t("streams")}</dt>
        <dd>{t("streamCount", { n: openStreams })}</dd>
      </dl>
    </Panel>
  );
}

async function Unlinking({ link: { id: linkId, url } }: { link: HomeLink }) {
  const t = await getTranslations("home.links.unlinking");
  const host = URL.parse(url)?.host ?? url;
  const own = { title: t("question", { host }), intro: t("intro"), confirm: t("confirm") };
  return (
    <HomeDialog verb="unlink" {...(await dialogTexts(own))} hidden={{ linkId }} closeHref="/home/links">
      <p>{t("text")}</p>
    </HomeDialog>
  );
}
