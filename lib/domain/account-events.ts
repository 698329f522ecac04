/** What can happen to an account itself. Closed: each has a sentence in `security.events` of the message files. */
export const accountEvents = [
  "account.registered",
  "account.email_confirmed",
  "account.profile_changed",
  "account.notifications_chosen",
  "account.password_changed",
  "account.password_reset",
  "account.email_change_asked",
  "account.email_changed",
  "account.second_factor_on",
  "account.second_factor_off",
  "account.recovery_codes_made",
  "account.recovery_code_used",
  "account.deleted",
  "session.started",
  "session.ended",
  "session.all_ended",
] as const;

export type AccountEventAction = (typeof accountEvents)[number];
