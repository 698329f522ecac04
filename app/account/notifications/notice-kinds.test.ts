import { expect, it } from "vitest";
import { noticeKinds } from "@/lib/domain/notices";
import { locales } from "@/lib/i18n/locales";
import { loadMessages } from "@/lib/i18n/messages";

it.each(locales)("has a line in %s for everything the bell can ring for", async (locale) => {
  const { bell } = (await loadMessages(locale)) as unknown as { bell: { kinds: Record<string, string> } };
  const keys = noticeKinds.map((kind) => kind.replace(".", "_"));
  expect(Object.keys(bell.kinds).sort()).toEqual([...keys, "other"].sort());
});
