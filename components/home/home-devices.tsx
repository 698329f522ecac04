import { useLocale, useTranslations } from "next-intl";
import { deviceFieldSigns } from "@/components/hubs/device-field-signs";
import { DeviceSigns } from "@/components/hubs/device-signs";
import { Icon } from "@/components/ui/icon";
import { Tag } from "@/components/ui/tag";
import { findDeviceType } from "@/lib/domain/devices/registry";
import { formatCity, formatShortInstant } from "@/lib/i18n/format";
import { alarmLook } from "./alarm-look";
import type { HomeDeviceFacts, HomeFacts } from "./home-facts";

/** The devices of a hub by room, each with what it says now; it opens to its whole state. */
export function HomeDevices({ home: { devices, timeZone } }: { home: HomeFacts }) {
  const t = useTranslations("hubs");
  if (devices.length === 0) return <p className="pad muted">{t("noDevices")}</p>;
  const rooms = Map.groupBy(devices, ({ room }) => room);
  return [...rooms].map(([room, inRoom]) => (
    <section key={room}>
      <h3 className="room">{room || t("noRoom")}</h3>
      {inRoom.map((device) => (
        <details key={device.deviceId} className="dev-more">
          <summary>
            <DeviceLine device={device} timeZone={timeZone} />
          </summary>
          <DeviceSigns device={device} />
        </details>
      ))}
    </section>
  ));
}

function DeviceLine({ device, timeZone }: { device: HomeDeviceFacts; timeZone: string }) {
  const t = useTranslations("hubs");
  const words = useTranslations("hubs.device");
  const type = findDeviceType(device.type);
  const signs = deviceFieldSigns(device, words);
  return (
    <span className="dev">
      <Icon name={type?.icon ?? "box"} />
      <span>
        {device.name}
        <small>{type?.apiName ?? t("unknownDevice")}</small>
      </span>
      <span className="meta">
        <AlarmMark device={device} timeZone={timeZone} />
        {signs.map(({ key, icon, word, detail }) => (
          <span key={key}>
            <Icon name={icon} isSmall />
            {key === "power" || key === "reedClosed" || key === "extraContactClosed" ? word : `${word}: ${detail}`}
          </span>
        ))}
        {device.isOnline ? null : (
          <span>
            <Icon name="hubx" isSmall />
            {t("signs.offline")}
          </span>
        )}
      </span>
    </span>
  );
}

/** An alarm at the detector that fired: one that lasts, else the newest of the last day with its time. */
function AlarmMark({ device, timeZone }: { device: HomeDeviceFacts; timeZone: string }) {
  const t = useTranslations("home");
  const events = useTranslations("history.events");
  const locale = useLocale();
  const { openAlarms, lastAlarm } = device;
  if (openAlarms.length === 0 && !lastAlarm) return null;
  const what = lastAlarm && events.has(lastAlarm.eventTag) ? events(lastAlarm.eventTag) : t("alarm");
  const zone = formatCity(timeZone);
  const at = lastAlarm ? t("instant", { instant: formatShortInstant(lastAlarm.at, { locale, timeZone }), zone }) : null;
  if (openAlarms.length > 0) {
    return <Tag {...alarmLook}>{at ? t("alarmSince", { what, at }) : t("alarm")}</Tag>;
  }
  return (
    <span className="fault">
      <Icon name="alert" isSmall />
      {t("alarmLast", { what, at: at ?? "" })}
    </span>
  );
}
