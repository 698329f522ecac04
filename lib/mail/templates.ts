/**
 * Every mail the portal sends, with the values its texts fill in; what each is about stands in `mail-topics`. A value that ends in `Path` is an address inside the
 * portal; one that ends in `At` is an ISO instant, shown in `zone` (IANA name) if the mail names one. `role`, `before`
 * and `after` may be codes of roles, `country` the code of one; `lines` are facts in the reader's language, one a line.
 */
export type MailData = {
  "confirm-email": { name: string; linkPath: string; code: string };
  "account-exists": { signInPath: string; resetPath: string };
  "reset-password": { name: string; linkPath: string };
  "password-changed": { name: string };
  "change-email": { name: string; linkPath: string };
  "email-changes": { name: string; newEmail: string };
  "email-changed": { name: string; newEmail: string };
  "second-factor-on": { name: string };
  "second-factor-off": { name: string };
  "recovery-codes-made": { name: string };
  "delete-account-code": { name: string; code: string };
  "account-deleted": { name: string };
  "company-code": { company: string; code: string };
  "company-created": { company: string; linkPath: string };
  "dealer-enrolled": { company: string; reference: string; linkPath: string };
  "country-opened": { company: string; country: string; linkPath: string };
  "country-closed": { company: string; country: string; fromAt: string; zone: string; linkPath: string };
  invitation: {
    company: string;
    role: string;
    inviter: string;
    linkPath: string;
    untilAt: string;
    zone: string;
  };
  "invitation-kept": { company: string; inviter: string; linkPath: string };
  "invitation-revoked": { company: string };
  "invitation-accepted": { company: string; person: string; linkPath: string };
  "invitation-declined": { company: string; person: string; linkPath: string };
  "invitation-expired": { company: string; person: string; linkPath: string };
  "role-changed": { company: string; before: string; after: string; linkPath: string };
  "finance-changed": { company: string; what: string; linkPath: string };
  "employee-removed": { company: string };
  "employee-left": { company: string; person: string; linkPath: string };
  "employer-deleted": { company: string };
  "company-deleted": { company: string };
  "request-received": { dealer: string; reseller: string; linkPath: string };
  "request-reminder": { dealer: string; reseller: string; sentAt: string; zone: string; linkPath: string };
  "request-approved": { dealer: string; reseller: string; person: string; linkPath: string };
  "request-declined": { dealer: string; reseller: string; reason: string; linkPath: string };
  "request-withdrawn": { dealer: string; reseller: string; linkPath: string };
  "request-reopened": { dealer: string; reseller: string; linkPath: string };
  /** `what` is TERMS (from `fromAt` on) or NUMBER. */
  "terms-changed": {
    dealer: string;
    reseller: string;
    person: string;
    what: string;
    number: string;
    fromAt: string;
    zone: string;
    linkPath: string;
  };
  "connection-end-proposed": {
    dealer: string;
    reseller: string;
    person: string;
    endsAt: string;
    zone: string;
    linkPath: string;
  };
  "connection-ending": {
    dealer: string;
    reseller: string;
    person: string;
    company: string;
    endsAt: string;
    zone: string;
    n: number;
    linkPath: string;
  };
  "connection-ending-soon": {
    dealer: string;
    reseller: string;
    endsAt: string;
    zone: string;
    n: number;
    days: number;
    linkPath: string;
  };
  "connection-kept": { dealer: string; reseller: string; person: string; company: string; linkPath: string };
  "connection-ended": { dealer: string; reseller: string; linkPath: string };
  "move-requested": {
    dealer: string;
    reseller: string;
    person: string;
    n: number;
    untilAt: string;
    zone: string;
    linkPath: string;
  };
  "move-approved": {
    dealer: string;
    reseller: string;
    person: string;
    n: number;
    movesAt: string;
    zone: string;
    linkPath: string;
  };
  "move-leaving": { dealer: string; n: number; movesAt: string; zone: string; linkPath: string };
  "move-declined": { dealer: string; reseller: string; person: string; n: number; reason: string; linkPath: string };
  "move-withdrawn": { dealer: string; person: string; n: number; linkPath: string };
  "move-expired": { dealer: string; reseller: string; n: number; linkPath: string };
  "hub-invitation": { hub: string; inviter: string; linkPath: string };
  "hub-shared": { company: string; hubId: string; linkPath: string };
  "hub-share-ended": { company: string; hubId: string; linkPath: string };
  "request-expired": { dealer: string; reseller: string; linkPath: string };
  "request-message": {
    dealer: string;
    reseller: string;
    company: string;
    person: string;
    lines: string;
    linkPath: string;
  };
  "reseller-invited": {
    dealer: string;
    person: string;
    email: string;
    untilAt: string;
    zone: string;
    linkPath: string;
  };
  "reseller-invitation-withdrawn": { dealer: string };
  "reseller-invitation-expired": { dealer: string; reseller: string; linkPath: string };
  "reseller-invitation-claimed": { dealer: string; reseller: string; email: string; linkPath: string };
  /** `refusal` is the code of the rule that kept the invitation from becoming a request. */
  "reseller-invitation-dropped": { dealer: string; reseller: string; email: string; refusal: string; linkPath: string };
  "reseller-granted": { company: string; email: string; linkPath: string };
  "reseller-terms-changed": { company: string; month: string; policy: string; fee: string; linkPath: string };
  "activation-failed": { company: string; hub: string; object: string; linkPath: string };
  "sim-drift": { company: string; hub: string; object: string; linkPath: string };
  "sim-gone": { company: string; hub: string; object: string; linkPath: string };
  "sim-wrong-hub": { company: string; hub: string; object: string; linkPath: string };
  "start-done": {
    company: string;
    hub: string;
    object: string;
    person: string;
    reseller: string;
    linkPath: string;
  };
  /** `whyCode` is a refusal; values of its sentence bear `why_` before their names. */
  "start-refused": {
    company: string;
    hub: string;
    object: string;
    person: string;
    whyCode: string;
    zone: string;
    linkPath: string;
    [why: `why_${string}`]: string | number;
  };
  "services-ended": { company: string; n: number; month: string; lines: string; linkPath: string };
  "month-end-preview": { company: string; n: number; endsAt: string; zone: string; lines: string; linkPath: string };
  "statement-closed": {
    company: string;
    month: string;
    reference: string;
    n: number;
    fee: string;
    linkPath: string;
  };
  "rollover-failed": { n: number; month: string; zone: string; linkPath: string };
  "statement-difference": { company: string; n: number; lines: string; linkPath: string };
  "day-digest": { company: string; day: string; lines: string; linkPath: string };
};

export type MailTemplate = keyof MailData;

/**
 * Where the one button of a mail leads: to the address that its data holds under this name, or to a page that is the same
 * for everybody (PRODUCT NTF-2).
 */
export const buttonOf: Record<MailTemplate, "linkPath" | "signInPath" | `/${string}`> = {
  "confirm-email": "linkPath",
  "account-exists": "signInPath",
  "reset-password": "linkPath",
  "password-changed": "/forgot-password",
  "change-email": "linkPath",
  "email-changes": "/account/security",
  "email-changed": "/account/security",
  "second-factor-on": "/account/security",
  "second-factor-off": "/account/security",
  "recovery-codes-made": "/account/security",
  "delete-account-code": "/account/security/delete",
  "account-deleted": "/register",
  "company-code": "/account/companies/new",
  "company-created": "linkPath",
  "dealer-enrolled": "linkPath",
  "country-opened": "linkPath",
  "country-closed": "linkPath",
  invitation: "linkPath",
  "invitation-kept": "linkPath",
  "invitation-revoked": "/account",
  "invitation-accepted": "linkPath",
  "invitation-declined": "linkPath",
  "invitation-expired": "linkPath",
  "role-changed": "linkPath",
  "finance-changed": "linkPath",
  "employee-removed": "/account",
  "employee-left": "linkPath",
  "employer-deleted": "/account",
  "company-deleted": "/account",
  "request-received": "linkPath",
  "request-reminder": "linkPath",
  "request-approved": "linkPath",
  "request-declined": "linkPath",
  "request-withdrawn": "linkPath",
  "request-reopened": "linkPath",
  "terms-changed": "linkPath",
  "connection-end-proposed": "linkPath",
  "connection-ending": "linkPath",
  "connection-ending-soon": "linkPath",
  "connection-kept": "linkPath",
  "connection-ended": "linkPath",
  "move-requested": "linkPath",
  "move-approved": "linkPath",
  "move-leaving": "linkPath",
  "move-declined": "linkPath",
  "move-withdrawn": "linkPath",
  "move-expired": "linkPath",
  "hub-invitation": "linkPath",
  "hub-shared": "linkPath",
  "hub-share-ended": "linkPath",
  "request-expired": "linkPath",
  "request-message": "linkPath",
  "reseller-invited": "linkPath",
  "reseller-invitation-withdrawn": "/",
  "reseller-invitation-expired": "linkPath",
  "reseller-invitation-claimed": "linkPath",
  "reseller-invitation-dropped": "linkPath",
  "reseller-granted": "linkPath",
  "reseller-terms-changed": "linkPath",
  "activation-failed": "linkPath",
  "sim-drift": "linkPath",
  "sim-gone": "linkPath",
  "sim-wrong-hub": "linkPath",
  "start-done": "linkPath",
  "start-refused": "linkPath",
  "services-ended": "linkPath",
  "month-end-preview": "linkPath",
  "statement-closed": "linkPath",
  "rollover-failed": "linkPath",
  "statement-difference": "linkPath",
  "day-digest": "linkPath",
};

export const mailTemplates = Object.keys(buttonOf) as MailTemplate[];
