/** What can be bought. Names of offers and features stand in the message files; prices in each reseller's list. */
export const demoOffers = [
  { code: "AJAX_SIM", features: ["CELLULAR_CHANNEL", "ALARM_DELIVERY", "PHOTO_VERIFICATION", "REMOTE_CONTROL"] },
] as const;
