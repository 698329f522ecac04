/** What the bell can ring for. Closed: each has a line in the message files, under `bell.kinds`. */
export const noticeKinds = [
  "package.activated",
  "package.expiry_scheduled",
  "package.resumed",
  "package.stopped",
  "package.expired",
  "package.activation_failed",
  "invitation.received",
  "employee.joined",
  "employee.declined",
  "employee.left",
  "work.handed_over",
  "company.enrolled",
  "company.deleted",
  "country.closed",
  "request.received",
  "request.reminded",
  "request.approved",
  "request.declined",
  "request.reopened",
  "terms.changed",
] as const;

export type NoticeKind = (typeof noticeKinds)[number];
