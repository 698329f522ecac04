import { LiveWatch } from "@/components/live/live-watch";
import { forPage } from "@/lib/server/pages";
import { getHomePosition, getLivePosition } from "@/lib/server/queries/live";

/**
 * Keeps a page as it is on the server. Topics are kinds of events (`connection.requested`), their areas (`package`), and
 * things (`hub:<id>`, `object:<id>`, `subject:<id>`), or a signal (`bell`, `rollover`).
 */
export async function LivePage({ topics }: { topics: readonly string[] }) {
  return <LiveWatch topics={topics} position={await forPage(getLivePosition())} />;
}

/** As {@link LivePage}, for a page of My home. */
export async function LiveHomePage({ topics }: { topics: readonly string[] }) {
  return <LiveWatch topics={topics} position={await forPage(getHomePosition())} />;
}
