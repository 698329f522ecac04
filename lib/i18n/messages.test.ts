import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { auditActions } from "@/lib/domain/audit-actions";
import { eventSpecs } from "@/lib/domain/event-codes";
import { refusalCodes } from "@/lib/domain/refusals";
import { simulatorUses } from "@/lib/domain/simulator-uses";
import { locales } from "./locales";
import { areas, loadMessages } from "./messages";

type Tree = { [key: string]: string | Tree };

/** Flattens a message file into "a.b.c" → text. */
function flatten(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flatten(value, `${path}${key}.`),
  );
}

/** The names of a message's values, whatever plural forms its language has: a word that is a whole branch is none. */
function valuesIn(text: string): string[] {
  const names = [...text.matchAll(/\{\s*(\w+)\s*(\}|,)/g)].filter(({ index, 2: end }) => {
    const before = text.slice(0, index);
    const isBranch = /(?:=\d+|zero|one|two|few|many|other|[A-Z_]+)\s*$/.test(before) && before.includes(", ");
    return end === "," || !isBranch;
  });
  return [...new Set(names.map((match) => match[1] ?? ""))].sort();
}

async function textsOf(locale: (typeof locales)[number]): Promise<Map<string, string>> {
  return new Map(flatten((await loadMessages(locale)) as Tree));
}

describe("messages", () => {
  const others = locales.filter((locale) => locale !== "en");

  it.each(others)("has the same keys in %s as in English", async (locale) => {
    const [english, other] = [await textsOf("en"), await textsOf(locale)];
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it.each(others)("fills in the same values in %s as in English", async (locale) => {
    const [english, other] = [await textsOf("en"), await textsOf(locale)];
    const wrong = [...english].filter(([key, text]) => `${valuesIn(text)}` !== `${valuesIn(other.get(key) ?? "")}`);
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it.each(locales)("has no empty text and none that does not parse in %s", async (locale) => {
    const messages = await loadMessages(locale);
    const problems: string[] = [];
    const t = createTranslator({
      locale,
      messages: messages as Record<string, never>,
      onError: (error) => problems.push(error.message),
    });
    for (const [key, text] of await textsOf(locale)) {
      if (text.trim() === "") problems.push(key);
      const values = Object.fromEntries(valuesIn(text).map((name) => [name, 2]));
      t(key as never, values as never);
    }
    expect(problems).toEqual([]);
  });

  it.each(locales)("has a sentence for every refusal in %s, and none for what cannot happen", async (locale) => {
    const { refusals } = await loadMessages(locale);
    expect(Object.keys(refusals).sort()).toEqual([...refusalCodes].sort());
  });

  it.each(locales)("names in %s every act on a hub that its history can hold", async (locale) => {
    const { history } = (await loadMessages(locale)) as unknown as { history: { timeline: Tree; actions: Tree } };
    const acts = auditActions
      .filter((action) => /^(package|start|hub|station|sim|fault|simulator)\./.test(action))
      .map((action) => action.replace(".", "_"));
    expect(acts.filter((act) => !(act in history.timeline) || !(act in history.actions))).toEqual([]);
  });

  it.each(locales)("has words in %s for everything a hub tells", async (locale) => {
    const { history } = (await loadMessages(locale)) as unknown as { history: { events: Tree } };
    expect(Object.values(eventSpecs).filter(({ tag }) => !(tag in history.events))).toEqual([]);
  });

  it.each(locales)("has words in %s for every use of the simulator, and for none it does not know", async (locale) => {
    const { simulator } = (await loadMessages(locale)) as unknown as { simulator: { verbs: Tree } };
    expect(Object.keys(simulator.verbs).sort()).toEqual([...simulatorUses].sort());
  });

  it("lists every file of a language as an area", async () => {
    const messages = await loadMessages("en");
    expect(Object.keys(messages).sort()).toEqual([...areas].sort());
  });
});
