import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { MoveTag } from "@/components/moves/move-tag";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { NavLink } from "@/components/ui/nav-link";
import { PageHeader } from "@/components/ui/page-header";
import { formatAge, formatCity, formatInstant, formatShortInstant } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getMoveInbox, type MoveInbox, type MoveView } from "@/lib/server/queries/move-inbox";

type Props = { params: Promise<{ resellerSlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("moves"))("inbox.title") };
}

/** Requests to take hubs over: what waits, oldest first, then what became of the others. */
export default async function MovesPage({ params }: Props) {
  const { resellerSlug } = await params;
  const { viewer, waiting, past } = await forPage(getMoveInbox(resellerSlug));
  const t = await getTranslations("moves.inbox");
  const all = [...waiting, ...past];
  return (
    <>
      <LivePage topics={["move"]} />
      <PageHeader title={t("title")} fact={t("fact", { n: waiting.length })} />
      <section className="panel" aria-label={t("title")}>
        {all.length === 0 ? (
          <EmptyState icon="hub" title={t("none.title")}>
            {t("none.text")}
          </EmptyState>
        ) : (
          <DataTable
            caption={t("title")}
            heads={[t("dealer"), t("state"), t("hubs"), t("sent", { zone: formatCity(viewer.timeZone) }), t("until")]}
            isCards
          >
            <tbody>
              {all.map((move) => (
                <MoveLine key={move.id} move={move} viewer={viewer} />
              ))}
            </tbody>
          </DataTable>
        )}
      </section>
    </>
  );
}

async function MoveLine({ move, viewer }: { move: MoveView; viewer: MoveInbox["viewer"] }) {
  const t = await getTranslations("moves.inbox");
  const locale = await getLocale();
  const isWaiting = move.status === "PENDING";
  return (
    <tr>
      <td>
        <NavLink className="name" href={`/r/${viewer.companySlug}/moves/${move.id}`}>
          {move.dealer}
        </NavLink>
        {isWaiting ? <small>{formatAge(move.sentAt, viewer.now, locale)}</small> : null}
      </td>
      <td>
        <MoveTag status={move.status} />
      </td>
      <td className="full max-sm:ps-0">{t("hubsAsked", { n: isWaiting ? move.hubs.planned : move.hubs.asked })}</td>
      <td className="desk num nowrap">{formatShortInstant(move.sentAt, { locale, timeZone: viewer.timeZone })}</td>
      <td className={isWaiting ? "full num max-sm:ps-0" : "desk num"}>
        {isWaiting ? <span className="sm:hidden">{t("until")} </span> : null}
        {isWaiting ? formatInstant(move.expiresAt, { locale, timeZone: move.zone }) : "–"}
      </td>
    </tr>
  );
}
