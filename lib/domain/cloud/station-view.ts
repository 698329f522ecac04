import type { Channel } from "../live-hub";
import type { StationProtocol } from "../station-report";
import type { StationRoute } from "../station-settings";

/** What is stored of a hub's monitoring station, as far as the cloud shows it: its key never is. */
export type ViewedStation = {
  protocol: StationProtocol;
  accountNumber: string;
  routes: readonly StationRoute[];
  allowedChannels: readonly Channel[];
  testPeriodSeconds: number;
};

const nowhere = { address: "", port: 0 };

function addresses(station: ViewedStation | null, channel: Channel) {
  const of = (isReserve: boolean) =>
    station?.routes.find((route) => route.channel === channel && route.isReserve === isReserve) ?? nowhere;
  const [main, reserve] = [of(false), of(true)];
  return { address: main.address, port: main.port, addressReserve: reserve.address, portReserve: reserve.port };
}

/** Shows a hub's monitoring station as its `cms`; a hub without one has empty texts and nothing enabled. INTEGRATION 6.1. */
export function viewStation(station: ViewedStation | null) {
  const isAllowed = (channel: Channel) => station?.allowedChannels.includes(channel) ?? false;
  return {
    cmsProtocol: station?.protocol ?? "SIA",
    ...addresses(station, "ETHERNET"),
    gprs: addresses(station, "GSM"),
    wifi: addresses(station, "WIFI"),
    siaAccountNumber: station?.accountNumber ?? "",
    siaEncryptionKey: "",
    pingPeriodSeconds: station?.testPeriodSeconds ?? 0,
    ethernetEnabled: isAllowed("ETHERNET"),
    gprsEnabled: isAllowed("GSM"),
    wifiEnabled: isAllowed("WIFI"),
    sendPanicButtonLocation: false,
  };
}
