import { getTranslations } from "next-intl/server";
import { Bell } from "@/components/bell/bell";
import { LiveUpdates } from "@/components/live/live-updates";
import type { CompanySide } from "@/lib/domain/roles";
import { forPage } from "@/lib/server/pages";
import { getBell } from "@/lib/server/queries/bell";
import { getHomePosition, getLivePosition } from "@/lib/server/queries/live";

/** The bell of every frame as it stands now. */
export async function BellNow() {
  const { open } = await getBell();
  const t = await getTranslations("bell");
  return <Bell open={open} label={t("open", { n: open })} many={t("many")} />;
}

type Place = { side: CompanySide; slug: string } | null;

/** Ties a frame to what happens: at a company's side, or to what concerns the person alone. */
export async function LiveFrame({ place }: { place: Place }) {
  const position = await forPage(getLivePosition());
  const address = place ? `/${place.side === "dealer" ? "c" : "r"}/${place.slug}` : "/account";
  return (
    <LiveUpdates key={address} place={address} position={position} texts={await liveTexts()} signInHref="/sign-in" />
  );
}

/** Ties the frame of My home to what happens on the hubs of whoever is signed in to it. */
export async function LiveHomeFrame() {
  const position = await forPage(getHomePosition());
  return <LiveUpdates place="/home" position={position} texts={await liveTexts()} signInHref="/home/sign-in" />;
}

async function liveTexts() {
  const t = await getTranslations("shell.live");
  return {
    updated: t("updated"),
    lost: t("lost"),
    ended: t("ended"),
    resting: t("resting"),
    signIn: t("signIn"),
  };
}
