import { expect, it } from "vitest";
import { readPrintedCode } from "./printed-code";

it.each([
  { text: "0A3F91C2", code: { kind: "HUB", hubId: "0A3F91C2" } },
  { text: " 0a3f-91c2 ", code: { kind: "HUB", hubId: "0A3F91C2" } },
  { text: "12345678", code: { kind: "HUB", hubId: "12345678" } },
  { text: "https://example.com/hub?id=0A3F91C2&v=2", code: { kind: "HUB", hubId: "0A3F91C2" } },
  { text: "HUB 0A3F91C2; HUB 0a3f91c2", code: { kind: "HUB", hubId: "0A3F91C2" } },
  { text: "8988 3037 7995 3332 434", code: { kind: "SIM", iccid: "8988303779953332434" } },
  { text: "ICCID:89883037799533324341;", code: { kind: "SIM", iccid: "89883037799533324341" } },
])("reads $text", ({ text, code }) => {
  expect(readPrintedCode(text)).toEqual({ ok: true, value: code });
});

it.each(["", "0A3F91C", "0A3F91C2 or 0B3F91C2", "0A3F91C2F", "XX0A3F91C2", "89883037799533324341234", "٠A3F91C2"])(
  "finds no code in %o",
  (text) => {
    expect(readPrintedCode(text)).toMatchObject({ ok: false, refusal: "HUB_ID_INVALID" });
  },
);
