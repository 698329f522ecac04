import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { LivePage } from "@/app/shell/live-page";
import { AllDoneForm } from "@/components/bell/done-form";
import { NoticeList } from "@/components/bell/notice-list";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { NavLink } from "@/components/ui/nav-link";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { type NoticeListParams, noticeListSchema } from "@/lib/schemas/notifications";
import { forPage } from "@/lib/server/pages";
import { getNotices, type NoticeList as Notices } from "@/lib/server/queries/bell";
import { toNoticeLine } from "./notice-line";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const base = "/account/notifications";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("bell"))("title") };
}

/** What the reader's companies should know, newest first, each with its way there; what is done stays under All. */
export default async function NotificationsPage({ searchParams }: Props) {
  const asked = noticeListSchema.parse(await searchParams);
  const notices = await forPage(getNotices(asked));
  const t = await getTranslations("bell");
  const choose = (await getTranslations("notifications"))("open");
  const acts = (
    <>
      <ButtonLink href={`${base}/settings`}>{choose}</ButtonLink>
      {notices.open > 0 ? <AllDoneForm label={t("allDone")} texts={await formTexts()} /> : null}
    </>
  );
  return (
    <>
      <LivePage topics={["bell"]} />
      <PageHeader title={t("title")} fact={t("fact", { n: notices.open })} acts={acts} isLong />
      <section className="panel" aria-label={t("list")}>
        <Views show={asked.show} />
        <Lines asked={asked} notices={notices} />
      </section>
      <p className="muted mt-3">{t("doneHint")}</p>
    </>
  );
}

async function Views({ show }: { show: NoticeListParams["show"] }) {
  const t = await getTranslations("bell.views");
  return (
    <nav className="subnav" aria-label={t("label")}>
      <NavLink href={base} aria-current={show === "open" ? "page" : undefined}>
        {t("open")}
      </NavLink>
      <NavLink href={`${base}?show=all`} aria-current={show === "all" ? "page" : undefined}>
        {t("all")}
      </NavLink>
    </nav>
  );
}

async function Lines({ asked, notices }: { asked: NoticeListParams; notices: Notices }) {
  const t = await getTranslations("bell");
  const words = {
    roles: await getTranslations("roles"),
    refusals: await getTranslations("refusals"),
    states: await getTranslations("resellers.states"),
  };
  const reader = { locale: await getLocale(), timeZone: notices.timeZone, t, ...words, texts: await formTexts() };
  if (notices.items.length === 0) {
    const none = asked.show === "open" ? "none" : "noneAtAll";
    return (
      <EmptyState icon="bell" title={t(`${none}.title`)}>
        {t(`${none}.text`)}
      </EmptyState>
    );
  }
  const older = `${base}?${new URLSearchParams({ show: asked.show, before: notices.nextCursor ?? "" })}`;
  return (
    <>
      <NoticeList label={t("list")} lines={notices.items.map((item) => toNoticeLine(item, reader))} />
      <Pager
        label={t("pager.label")}
        shown={t("pager.shown", { n: notices.items.length })}
        next={notices.nextCursor ? { href: older, label: t("pager.next") } : undefined}
      />
    </>
  );
}
