import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { findDeviceType } from "@/lib/domain/devices/registry";
import type { DeviceFacts } from "./hub-facts";
import { batteryIcon, isBatteryLow } from "./level-icons";

/** The devices of a hub by room, as the rooms come sorted. Each leads to its page below the hub's. */
export function DeviceList({ devices, hubHref }: { devices: readonly DeviceFacts[]; hubHref: string }) {
  const t = useTranslations("hubs");
  if (devices.length === 0) return <p className="pad muted">{t("noDevices")}</p>;
  const rooms = Map.groupBy(devices, ({ room }) => room);
  return [...rooms].map(([room, inRoom]) => (
    <section key={room}>
      <h3 className="room">{room || t("noRoom")}</h3>
      {inRoom.map((device) => (
        <DeviceLine key={device.deviceId} device={device} hubHref={hubHref} />
      ))}
    </section>
  ));
}

function DeviceLine({ device, hubHref }: { device: DeviceFacts; hubHref: string }) {
  const t = useTranslations("hubs");
  const type = findDeviceType(device.type);
  return (
    <div className="dev">
      <Icon name={type?.icon ?? "box"} />
      <div>
        <NavLink className="whole" href={`${hubHref}/devices/${device.deviceId}`}>
          {device.name}
        </NavLink>
        <small>{type?.apiName ?? t("unknownDevice")}</small>
      </div>
      <div className="meta">
        {device.isTampered ? (
          <span className="fault">
            <Icon name="lidopen" isSmall />
            {t("lidOpen")}
          </span>
        ) : null}
        {device.isOnline ? null : (
          <span>
            <Icon name="hubx" isSmall />
            {t("signs.offline")}
          </span>
        )}
        {device.batteryPercent === null ? null : (
          <span className={isBatteryLow(device.batteryPercent) ? "fault" : undefined}>
            <Icon name={batteryIcon(device.batteryPercent)} isSmall />
            <span className="sr">{t("signs.battery")}</span>
            <span className="num">{device.batteryPercent} %</span>
          </span>
        )}
      </div>
    </div>
  );
}
