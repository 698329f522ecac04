import { useLocale, useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Tag } from "@/components/ui/tag";
import { formatAge, formatInstant } from "@/lib/i18n/format";
import { alarmLook } from "./alarm-look";
import { ArmingTag } from "./arming-tag";
import type { HomeFacts } from "./home-facts";

const offlineLook = { role: "bad", icon: "hubx" } as const;

/** One hub in the list of My home: how it is armed, whether it is in touch, services, and detectors in alarm by name. */
export function HomeHubCard({ home }: { home: HomeFacts }) {
  const t = useTranslations("home");
  const { hub, word, isNight, devices } = home;
  const alarmed = devices.filter(({ openAlarms }) => openAlarms.length > 0);
  return (
    <article className="panel home" aria-label={hub.name}>
      <div className="row">
        <Icon name={hub.isOnline ? "hub" : "hubx"} />
        <h2>
          <NavLink className="whole" href={`/home/hubs/${hub.hubId}`}>
            {hub.name}
          </NavLink>
        </h2>
      </div>
      <p className="row flex-wrap">
        <ArmingTag word={word} isNight={isNight} />
        {hub.isOnline ? null : <Tag {...offlineLook}>{t("offline")}</Tag>}
        {alarmed.map(({ deviceId, name }) => (
          <Tag key={deviceId} {...alarmLook}>
            {t("alarmAt", { device: name })}
          </Tag>
        ))}
      </p>
      <p className="muted">
        <ServiceLine home={home} />
      </p>
    </article>
  );
}

/** Whether Ajax Services run on the hub, and until when; and since when an offline hub was not heard (PRODUCT J18). */
function ServiceLine({ home: { hub, now } }: { home: HomeFacts }) {
  const t = useTranslations("home.services");
  const locale = useLocale();
  const { service, isOnline, lastSeenAt } = hub;
  const end = service.endsAt ? formatInstant(service.endsAt, { locale, timeZone: service.billingZone }) : null;
  const services = service.hasStar ? (end ? t("until", { instant: end }) : t("on")) : t("off");
  const seen = isOnline || !lastSeenAt ? "" : ` ${t("seen", { age: formatAge(lastSeenAt, now, locale) })}`;
  return services + seen;
}
