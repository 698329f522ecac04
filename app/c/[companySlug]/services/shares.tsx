import { getTranslations } from "next-intl/server";
import { type ShareRow, ShareTable } from "@/components/dashboard/share-table";
import type { HubShare, ServicesDashboard } from "@/lib/server/queries/dashboard";

const tiles = [
  { state: "ACTIVE", tile: "activated", word: "ACTIVATED" },
  { state: "EXPIRING", tile: "expires-soon", word: "EXPIRES_SOON" },
  { state: "ACTIVATING", tile: "activating", word: "ACTIVATING" },
  { state: "INACTIVE", tile: "activation-required", word: "ACTIVATION_REQUIRED" },
] as const;

type Props = { page: ServicesDashboard };

/** Running services by the reseller who is billed for them. */
export async function ResellerShares({ page: { viewer, resellers } }: Props) {
  const t = await getTranslations("dashboard.resellers");
  const words = await getTranslations("packages.tile");
  const columns = tiles.filter(({ state }) => state !== "INACTIVE");
  return (
    <ShareTable
      id="by-reseller"
      title={t("title")}
      fact={t("fact")}
      head={t("head")}
      none={t("none")}
      columns={columns.map(({ state, word }) => ({ key: state, label: words(word) }))}
      rows={resellers.map((share) => toRow(share, { slug: viewer.companySlug, filter: "reseller", nobody: "" }))}
    />
  );
}

/** All hubs by the person who installed them. */
export async function InstallerShares({ page: { viewer, installers } }: Props) {
  const t = await getTranslations("dashboard.installers");
  const words = await getTranslations("packages.tile");
  const rows = installers.map((share) => {
    const row = toRow(share, { slug: viewer.companySlug, filter: "installer", nobody: t("nobody") });
    const all = share.ACTIVE + share.ACTIVATING + share.EXPIRING + share.INACTIVE;
    const href = share.id && `/c/${viewer.companySlug}/objects?installer=${share.id}`;
    return { ...row, figures: { ...row.figures, ALL: { count: all, href } } };
  });
  return (
    <ShareTable
      id="by-installer"
      title={t("title")}
      fact={t("fact")}
      head={t("head")}
      none={t("none")}
      columns={[
        { key: "ALL", label: t("all") },
        ...tiles.map(({ state, word }) => ({ key: state, label: words(word) })),
      ]}
      rows={rows}
    />
  );
}

type Place = { slug: string; filter: "reseller" | "installer"; nobody: string };

function toRow(share: HubShare, { slug, filter, nobody }: Place): ShareRow {
  const figures = tiles.map(({ state, tile }) => {
    const href = share.id ? `/c/${slug}/objects?tile=${tile}&${filter}=${share.id}` : null;
    return [state, { count: share[state], href }] as const;
  });
  return { key: share.id ?? "none", name: share.name ?? nobody, figures: Object.fromEntries(figures) };
}
