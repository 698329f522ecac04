import { createTranslator } from "use-intl/core";
import { isLocale, type Locale, locales } from "@/lib/i18n/locales";

/** What one line of a digest tells. `kind` is that of the event; `person` is null where a job acted. */
export type HubFact = { kind: string; hub: string; object: string; person: string | null };

/** How often one kind of act happened at one dealer. */
export type DealerCount = { company: string; kind: string; n: number };

/** How many differences of one kind a comparison found. */
export type DifferenceCount = { kind: string; n: number };

/** Writes the lines of digests in one language; `more` is how many further ones there are. */
export type LineWriter = {
  hubs: (facts: readonly HubFact[], more: number) => string;
  acts: (facts: readonly HubFact[], more: number) => string;
  dealers: (counts: readonly DealerCount[]) => string;
  differences: (counts: readonly DifferenceCount[]) => string;
};

/** So many dealers have a line of their own in a reseller's mail. */
const dealerLimit = 100;

type Translate = (key: string, values?: Record<string, string | number>) => string;

/** Loads the writers of all languages, so that none is waited for while a transaction is open. */
export async function loadLineWriters(): Promise<(locale: string | null) => LineWriter> {
  const writers = new Map(
    await Promise.all(locales.map(async (locale) => [locale, await loadWriter(locale)] as const)),
  );
  const english = await loadWriter("en");
  return (locale) => (locale && isLocale(locale) ? writers.get(locale) : null) ?? english;
}

async function loadWriter(locale: Locale): Promise<LineWriter> {
  const messages: { default: Record<string, object> } = await import(`../i18n/messages/${locale}/mails.json`);
  const statements: { default: { differences: { kinds: object } } } = await import(
    `../i18n/messages/${locale}/statements.json`
  );
  const texts = { digest: messages.default.digest, differences: statements.default.differences.kinds };
  const t = createTranslator({ locale, messages: texts }) as unknown as Translate;
  const withMore = (lines: string[], more: number) =>
    [...lines, ...(more > 0 ? [t("digest.more", { n: more })] : [])].join("\n");
  return {
    hubs: (facts, more) =>
      withMore(
        facts.map(({ hub, object }) => t("digest.hub", { hub, object })),
        more,
      ),
    acts: (facts, more) =>
      withMore(
        facts.map((fact) => actLine(t, fact)),
        more,
      ),
    dealers: (counts) => {
      const lines = dealerLines(t, counts);
      return withMore(lines.slice(0, dealerLimit), lines.length - dealerLimit);
    },
    differences: (counts) =>
      counts.map(({ kind, n }) => t("digest.difference", { kind: t(`differences.${kind}`), n })).join("\n"),
  };
}

function actLine(t: Translate, { kind, hub, object, person }: HubFact): string {
  const act = t(`digest.acts.${kind.replace(".", "_")}`);
  return person ? t("digest.actBy", { hub, object, act, person }) : t("digest.act", { hub, object, act });
}

function dealerLines(t: Translate, counts: readonly DealerCount[]): string[] {
  const companies = [...new Set(counts.map(({ company }) => company))];
  return companies.map((company) => {
    const own = counts.filter((count) => count.company === company);
    const acts = own.map(({ kind, n }) => t(`digest.counts.${kind.replace(".", "_")}`, { n })).join(", ");
    return t("digest.dealer", { company, acts });
  });
}
