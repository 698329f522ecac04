import { describe, expect, it } from "vitest";
import { noticeKinds } from "./notices";
import {
  type NotificationTopic,
  notificationChoices,
  printChoice,
  topicNames,
  topicOf,
  topicOfNotice,
  topicsFor,
} from "./notification-topics";
import type { CompanySide, EmployeeRole } from "./roles";

const everything = new Set(topicNames);
const at = (side: CompanySide, role: EmployeeRole) => topicsFor({ places: [{ side, role }], isPlatformAdmin: false });

describe("the topics", () => {
  it("that are always on are those of the account, and the database knows them by that", () => {
    const fixed = topicNames.filter((name) => topicOf(name).isFixed);
    expect(fixed).toEqual(topicNames.filter((name) => name.startsWith("account.")));
    expect(notificationChoices.some(({ topic }) => fixed.includes(topic))).toBe(false);
  });

  it("come by the channels of the specification's table", () => {
    const channelsOf = (...names: (keyof typeof topicChannels)[]) => names.map((name) => topicChannels[name]);
    const topicChannels = Object.fromEntries(topicNames.map((name) => [name, topicOf(name).channels.join(" ")]));
    expect(new Set(channelsOf("request.received", "request.reminder", "request.decided"))).toEqual(
      new Set(["BELL MAIL"]),
    );
    expect(new Set(channelsOf("package.activated", "package.stopped", "package.ended"))).toEqual(
      new Set(["BELL DIGEST"]),
    );
    expect(channelsOf("month.preview", "work.handed_over", "account.security")).toEqual(["MAIL", "BELL", "MAIL"]);
  });

  it("name each choice once, as forms, links and rows do", () => {
    const names = notificationChoices.map(printChoice);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z_]+:(BELL|MAIL|DIGEST)$/);
  });

  it.each(noticeKinds)("let the bell ring for %s", (kind) => {
    expect(topicOf(topicOfNotice[kind]).channels).toContain("BELL");
  });
});

describe("what reaches a person", () => {
  it("who works nowhere is what concerns the account alone", () => {
    expect(topicsFor({ places: [], isPlatformAdmin: false })).toEqual([
      "account.security",
      "account.invitation",
      "account.employment",
    ]);
  });

  it("follows side and role: each topic reaches somebody, and nobody everything", () => {
    const owner = at("dealer", "OWNER");
    const manager = at("dealer", "SERVICE_MANAGER");
    const installer = at("dealer", "INSTALLER");
    const reseller = at("reseller", "SENIOR_SERVICE_MANAGER");
    expect(owner.filter((topic) => !manager.includes(topic))).toEqual(["employee.answered"]);
    const isOfField = (topic: NotificationTopic) =>
      ["account", "faults", "work"].includes(topicOf(topic).group) || topic === "start.told";
    expect(installer).toEqual(manager.filter(isOfField));
    expect(reseller).toContain("request.received");
    expect(reseller).not.toContain("activation.failed");
    expect(manager).not.toContain("request.received");
    const admin = topicsFor({ places: [], isPlatformAdmin: true });
    expect(new Set([...owner, ...reseller, ...admin])).toEqual(everything);
  });

  it("in a reseller's company that has installers nowhere, is nothing for an unknown role", () => {
    expect(at("reseller", "INSTALLER")).toEqual(topicsFor({ places: [], isPlatformAdmin: false }));
    expect(at("dealer", "ADMIN" as EmployeeRole)).toHaveLength(3);
  });
});
