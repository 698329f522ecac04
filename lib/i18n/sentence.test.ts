import { describe, expect, it } from "vitest";
import sentences from "./messages/en/refusals.json";
import uk from "./messages/uk/refusals.json";
import { fillSentence, sentenceOf } from "./sentence";
import { readableParams } from "./sentence-params";

describe("sentences of an action's answer", () => {
  it("says nothing before the first press and after a success", () => {
    expect(sentenceOf(null, sentences, "fault")).toBeNull();
    expect(sentenceOf({ ok: true, receipt: {} }, sentences, "fault")).toBeNull();
  });

  it("fills in the braces", () => {
    const params = { name: "Iryna Bondar", did: "stopped", time: "17:53" };
    const answer = { ok: false, kind: "error", code: "CONFLICT", params } as const;
    expect(sentenceOf(answer, sentences, "fault")).toBe(
      "Iryna Bondar stopped this at 17:53. Here is the state now; please decide again.",
    );
  });

  it("names role, act and who can where a right is missing, and no role where nobody is known", () => {
    const params = { role: "Installer", act: "send requests", who: "Company owner", company: "Dnipro Guard" };
    const answer = { ok: false, kind: "error", code: "FORBIDDEN", params } as const;
    expect(sentenceOf(answer, sentences, "fault")).toBe(
      "As Installer you cannot send requests. Company owner of Dnipro Guard can.",
    );
    expect(sentenceOf({ ...answer, params: {} }, sentences, "fault")).toBe(sentences.INVALID_INPUT);
  });

  it("sends to the authenticator app who lacks one, and asks anybody else for the password", () => {
    const answer = { ok: false, kind: "error", code: "SIGN_IN_AGAIN" } as const;
    expect(sentenceOf({ ...answer, params: { needs: "AUTHENTICATOR" } }, sentences, "fault")).toContain(
      "under Security",
    );
    expect(sentenceOf(answer, sentences, "fault")).toBe("Confirm your password to go on.");
  });

  it("names nobody where it is not known who changed it", () => {
    const answer = { ok: false, kind: "error", code: "CONFLICT", params: {} } as const;
    expect(sentenceOf(answer, sentences, "fault")).toBe(
      "This was changed meanwhile. Here is the state now; please decide again.",
    );
  });

  it("counts in the words of the reader's language", () => {
    const told = (code: "HAS_LIVE_PACKAGES" | "PAYER_OF_LIVE", n: number, locale: "en" | "uk") => {
      const answer = { ok: false, kind: "refusal", code, params: { n, company: "Harbor", locale } } as const;
      return sentenceOf(answer, locale === "en" ? sentences : uk, "fault");
    };
    expect(told("HAS_LIVE_PACKAGES", 1, "en")).toBe(
      "Ajax Services still run on 1 hub. Stop each, or wait for its end.",
    );
    expect(told("PAYER_OF_LIVE", 1, "en")).toBe("1 hub is billed to Harbor. It must end or move first.");
    expect(told("PAYER_OF_LIVE", 4, "en")).toBe("4 hubs are billed to Harbor. They must end or move first.");
    expect(told("HAS_LIVE_PACKAGES", 21, "uk")).toContain("на 21 хабі.");
    expect(told("PAYER_OF_LIVE", 3, "uk")).toContain("за 3 хаби. Спершу вони мають");
    expect(told("PAYER_OF_LIVE", 5, "uk")).toContain("за 5 хабів.");
  });

  it("leaves no plural of any language unread", () => {
    for (const [code, sentence] of [...Object.entries(sentences), ...Object.entries(uk)]) {
      expect(fillSentence(sentence, { n: 2, locale: "uk" }), code).not.toMatch(/[{}]|plural/);
    }
  });

  it("falls back to the neutral sentence for a code it does not know", () => {
    const { RATE_LIMITED: _limited, ...older } = sentences;
    const answer = { ok: false, kind: "error", code: "RATE_LIMITED" } as const;
    expect(sentenceOf(answer, older as typeof sentences, "It failed.")).toBe("It failed.");
  });
});

describe("values of a sentence", () => {
  const reader = { locale: "en", timeZone: "Europe/Kyiv" };

  it("turns instants into text in the reader's zone, or in the one named beside them", () => {
    expect(readableParams({ instant: "2026-11-30T22:00:00Z" }, reader).instant).toBe(
      "1 December 2026 at 00:00 (Kyiv, UTC+2)",
    );
    const elsewhere = { instant: "2026-11-30T11:00:00Z", zone: "Pacific/Auckland" };
    expect(readableParams(elsewhere, reader).instant).toBe("1 December 2026 at 00:00 (Auckland, UTC+13)");
  });

  it("names a month", () => {
    const months = { first: "2026-09", current: "2026-11", n: "2026-13" };
    expect(readableParams(months, reader)).toEqual({ first: "September 2026", current: "November 2026", n: "2026-13" });
  });

  it("names a country told by its code", () => {
    expect(readableParams({ country: "NO" }, reader)).toEqual({ country: "Norway" });
    expect(readableParams({ country: "Malta", name: "NO" }, reader)).toEqual({ country: "Malta", name: "NO" });
  });

  it("turns days into text and leaves names, codes and numbers alone", () => {
    const params = { date: "2026-12-01", name: "2026-A", n: 3 };
    expect(readableParams(params, reader)).toEqual({ date: "1 December 2026", name: "2026-A", n: 3 });
  });
});
