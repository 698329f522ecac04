import { getTranslations } from "next-intl/server";
import { type FormWords, PressForm } from "@/components/simulator/press-form";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { findDeviceType } from "@/lib/domain/devices/registry";
import type { HubPanel } from "@/lib/server/queries/simulator";
import { devicePresses } from "./device-presses";

type Props = { hubId: string; devices: HubPanel["devices"] } & FormWords;

/** Each device of a hub with what it can feel. */
export async function DevicePanel({ hubId, devices, ...words }: Props) {
  const t = await getTranslations("simulator.panels");
  return (
    <Panel id="devices" title={t("devices")}>
      {devices.length === 0 ? <p className="muted mb-0">{t("noDevices")}</p> : null}
      <div className="stack">
        {devices.map(async (device) => (
          <div key={device.deviceId}>
            <h3 className="row mb-2">
              <Icon name={findDeviceType(device.type)?.icon ?? "box"} isSmall />
              {device.name}
              <small className="muted">
                {findDeviceType(device.type)?.apiName ?? device.type}, <span className="mono">{device.deviceId}</span>
              </small>
            </h3>
            <PressForm
              hubId={hubId}
              deviceId={device.deviceId}
              label={device.name}
              presses={await devicePresses(device)}
              {...words}
            />
          </div>
        ))}
      </div>
    </Panel>
  );
}
