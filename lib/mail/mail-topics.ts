import {
  type NotificationChoice,
  type NotificationTopic,
  type TopicGroup,
  topicOf,
} from "@/lib/domain/notification-topics";
import { type MailTemplate, mailTemplates } from "./templates";

/** What each mail is about: a topic by a mail of its own, or a list of topics that a digest puts together. */
const topicsByTemplate: Record<MailTemplate, NotificationTopic | readonly NotificationTopic[]> = {
  "confirm-email": "account.security",
  "account-exists": "account.security",
  "reset-password": "account.security",
  "password-changed": "account.security",
  "change-email": "account.security",
  "email-changes": "account.security",
  "email-changed": "account.security",
  "second-factor-on": "account.security",
  "second-factor-off": "account.security",
  "recovery-codes-made": "account.security",
  "delete-account-code": "account.security",
  "account-deleted": "account.security",
  "company-code": "account.security",
  "company-created": "account.employment",
  "dealer-enrolled": "company.enrolled",
  "country-opened": "country.changed",
  "country-closed": "country.changed",
  invitation: "account.invitation",
  "invitation-kept": "account.invitation",
  "invitation-revoked": "account.invitation",
  "invitation-accepted": "employee.answered",
  "invitation-declined": "employee.answered",
  "invitation-expired": "employee.answered",
  "hub-invitation": "account.invitation",
  "role-changed": "account.employment",
  "finance-changed": "account.employment",
  "employee-removed": "account.employment",
  "employee-left": "employee.answered",
  "employer-deleted": "account.employment",
  "company-deleted": "company.deleted",
  "request-received": "request.received",
  "request-reminder": "request.reminder",
  "request-approved": "request.decided",
  "request-declined": "request.decided",
  "request-withdrawn": "request.withdrawn",
  "request-reopened": "request.decided",
  "terms-changed": "terms.changed",
  "connection-end-proposed": "connection.ending",
  "connection-ending": "connection.ending",
  "connection-ending-soon": "connection.ending",
  "connection-kept": "connection.kept",
  "connection-ended": "connection.ended",
  "move-requested": "package.move",
  "move-approved": "package.move",
  "move-leaving": "package.move",
  "move-declined": "package.move",
  "move-withdrawn": "package.move",
  "move-expired": "package.move",
  "hub-shared": "hub.shared",
  "hub-share-ended": "hub.shared",
  "request-expired": "request.expired",
  "request-message": "request.message",
  "reseller-invited": "request.received",
  "reseller-invitation-withdrawn": "request.withdrawn",
  "reseller-invitation-expired": "request.expired",
  "reseller-invitation-claimed": "request.decided",
  "reseller-invitation-dropped": "request.decided",
  "reseller-granted": "reseller.changed",
  "reseller-terms-changed": "reseller.changed",
  "activation-failed": "activation.failed",
  "sim-drift": "sim.drift",
  "sim-gone": "sim.gone",
  "sim-wrong-hub": "sim.wrong_hub",
  "start-done": "start.told",
  "start-refused": "start.told",
  "services-ended": ["package.ended"],
  "month-end-preview": "month.preview",
  "statement-closed": "statement.closed",
  "rollover-failed": "rollover.failed",
  "statement-difference": "statement.difference",
  "day-digest": [
    "package.activated",
    "package.deactivated",
    "package.resumed",
    "package.stopped",
    "package.ended",
    "package.move",
  ],
};

export type MailTopics = { topics: readonly NotificationTopic[]; channel: "MAIL" | "DIGEST" };

/** Says what a mail is about, and by which channel it comes. */
export function topicsOfMail(template: MailTemplate): MailTopics {
  const given = topicsByTemplate[template];
  return typeof given === "string" ? { topics: [given], channel: "MAIL" } : { topics: given, channel: "DIGEST" };
}

/** Lists the choices that let a mail come; none for a mail that cannot be switched off. */
export function choicesOfMail(template: MailTemplate): NotificationChoice[] {
  const { topics, channel } = topicsOfMail(template);
  return topics.filter((topic) => !topicOf(topic).isFixed).map((topic) => ({ topic, channel }));
}

/** Names the group a mail belongs to; its foot gives the reason by it. */
export function groupOfMail(template: MailTemplate): TopicGroup {
  const [first] = topicsOfMail(template).topics;
  return first ? topicOf(first).group : "account";
}

/** Lists the choices that a mail's foot can switch off, by the template's name; none where there is no such mail. */
export function stoppableChoices(name: string): NotificationChoice[] {
  const template = mailTemplates.find((known) => known === name);
  return template ? choicesOfMail(template) : [];
}
