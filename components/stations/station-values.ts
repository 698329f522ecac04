type AddressName =
  | "address"
  | "addressReserve"
  | "wifiAddress"
  | "wifiAddressReserve"
  | "gsmAddress"
  | "gsmAddressReserve";

/** What the form of a station starts with. Addresses that are not set are left out. */
export type StationValues = {
  protocol: "SIA" | "CID";
  accountNumber: string;
  encryption: "NONE" | "KEEP" | "NEW";
  addresses: Partial<Record<AddressName, { address: string; port: number }>>;
  channels: Record<"ethernet" | "wifi" | "gsm", boolean>;
  testMinutes: number;
};

/** The words of the form, by the keys of the message file. */
export const stationLabelKeys = [
  ...(["account", "protocol", "accountNumber", "accountHint", "encryption", "encryptionKey", "keyHint"] as const),
  ...(["where", "address", "port", "addressReserve", "portReserve", "reserveHint", "more", "moreHint"] as const),
  ...(["wifiAddress", "wifiPort", "wifiAddressReserve", "wifiPortReserve"] as const),
  ...(["gsmAddress", "gsmPort", "gsmAddressReserve", "gsmPortReserve"] as const),
  ...(["channels", "ethernet", "wifi", "gsm", "testMinutes", "testHint", "save", "cancel", "saved"] as const),
] as const;

export type StationLabels = Record<(typeof stationLabelKeys)[number], string> & { demoHint?: string };
