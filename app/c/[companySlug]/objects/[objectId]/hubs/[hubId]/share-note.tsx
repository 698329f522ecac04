import { getTranslations } from "next-intl/server";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import type { HubPage } from "@/lib/server/queries/hubs";

/** Says whose a hub is where two companies have it, and which of them runs its services. */
export async function ShareNote({ page, shareHref }: { page: HubPage; shareHref: string }) {
  const t = await getTranslations("objects.share");
  const { hub, sharedWith } = page;
  if (!hub.isShared && !sharedWith) return null;
  const { managedBy } = hub.service;
  return (
    <div className="mb-4">
      <Note kind="info">
        {hub.isShared ? <p>{t("guest")}</p> : null}
        {sharedWith ? <NavLink href={shareHref}>{t("with", { company: sharedWith })}</NavLink> : null}
        {managedBy ? <p>{managedBy.name ? t("runByNamed", { company: managedBy.name }) : t("runBy")}</p> : null}
      </Note>
    </div>
  );
}
