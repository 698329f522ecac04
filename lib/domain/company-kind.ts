/** What a PRO company does: installs systems, watches alarms for others, or both (PRODUCT, section 2). */
export const companyKinds = ["INSTALLATION", "MONITORING", "MIXED"] as const;

export type CompanyKind = (typeof companyKinds)[number];
