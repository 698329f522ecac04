import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClockBanner } from "@/app/shell/clock-banner";
import { DoorFrame } from "@/app/shell/door-frame";
import { getPublicClock } from "@/lib/server/queries/clock";
import { homeMetadata, homeName } from "../home-name";

const points = ["arm", "invite", "links"] as const;

export const generateMetadata = homeMetadata;

/** The frame of My home's door: the form, and on wide screens what is behind it. */
export default async function HomeDoorLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("home.door");
  const help = await getTranslations("home.help");
  return (
    <DoorFrame
      home="/home/sign-in"
      product={await homeName()}
      banner={<ClockBanner clock={await getPublicClock()} />}
      guides={[help("arm"), help("prevented"), help("users"), help("links")]}
      aside={
        <aside aria-labelledby="about-home">
          <div>
            <h2 id="about-home">{t("about")}</h2>
            <ul>
              {points.map((point) => (
                <li key={point}>
                  <b>{t(`points.${point}`)}</b>
                  <small>{t(`details.${point}`)}</small>
                </li>
              ))}
            </ul>
          </div>
        </aside>
      }
    >
      {children}
    </DoorFrame>
  );
}
