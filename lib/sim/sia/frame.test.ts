import { describe, expect, it } from "vitest";
import { readAnswer } from "./answer";
import {
  crc16,
  type DialerMessage,
  decrypt,
  encrypt,
  frameCutter,
  frameOf,
  instantOfStamp,
  messageFrame,
  parseFrame,
  stampOf,
} from "./frame";

const stamp = Temporal.Instant.from("2026-11-26T03:04:05.678Z");
const key = "00112233445566778899AABBCCDDEEFF";
const plain: DialerMessage = { token: "SIA-DCS", sequence: 7, account: "1A2B", data: "Nri1/BA002", stamp, key: null };

/** Lines that other makers' dialers and receivers have sent, without their first and last byte. */
const recorded = [
  'F92F0043"ADM-CID"0020R7896L7896#3456[#3456|1407 00 001]_17:01:14,07-26-2024',
  'F68B003B"ADM-CID"0028L0#9757[#9757|1602 00 000]_20:59:45,02-20-2024',
  'D730002F"NULL"0000R7896L7896#3456[]_17:01:26,07-26-2024',
  '76D80055"*NULL"0000R0L0#AAAB[B4BC8B40D0E6D959D6BEA78E88CC0B2155741A3C44FBB96D476A3E557CAD64D9',
];

describe("a frame", () => {
  it.each(recorded)("has the checksum and length of %s", (line) => {
    const body = line.slice(8);
    expect(frameOf(body).toString("latin1")).toBe(`\n${line}\r`);
    expect(crc16(Buffer.from(body))).toBe(Number.parseInt(line.slice(0, 4), 16));
    expect(parseFrame(line)).not.toBeNull();
  });

  it("tells token, sequence and account, with the rest as it is", () => {
    expect(parseFrame(recorded[0] ?? "")).toEqual({
      token: "ADM-CID",
      sequence: "0020",
      account: "3456",
      rest: "[#3456|1407 00 001]_17:01:14,07-26-2024",
    });
  });

  it("in clear carries account, data and stamp as SIA DC-09 has them, with part L0 and no receiver number", () => {
    const body = '"SIA-DCS"0007L0#1A2B[#1A2B|Nri1/BA002]_03:04:05,11-26-2026';
    expect(messageFrame(plain).toString("latin1")).toBe(frameOf(body).toString("latin1"));
    expect(messageFrame(plain).toString("latin1")).toMatch(/^\n[0-9A-F]{4}003A"SIA-DCS"0007L0#1A2B\[/);
    expect(messageFrame({ ...plain, token: "ADM-CID", data: "1130 01 002" }).toString("latin1")).toContain(
      '"ADM-CID"0007L0#1A2B[#1A2B|1130 01 002]_03:04:05,11-26-2026',
    );
  });

  it("with a key has a star, whole blocks of hex, and opens to the same content with that key alone", () => {
    const text = messageFrame({ ...plain, key }).toString("latin1");
    const frame = parseFrame(text.slice(1, -1));
    expect(frame).toMatchObject({ token: "*SIA-DCS", sequence: "0007", account: "1A2B" });
    const digits = frame?.rest.slice(1) ?? "";
    expect(digits).toMatch(/^(?:[0-9A-F]{32})+$/);
    expect(decrypt(digits, key)).toBe("#1A2B|Nri1/BA002]_03:04:05,11-26-2026");
    expect(decrypt(digits, "F".repeat(32))).not.toBe("#1A2B|Nri1/BA002]_03:04:05,11-26-2026");
    expect(messageFrame({ ...plain, key }).toString("latin1")).not.toBe(text);
  });

  it("fills whole blocks whatever the length of its content", () => {
    for (let length = 0; length < 40; length++) {
      const content = "a".repeat(length);
      expect(encrypt(content, key).length % 32).toBe(0);
      expect(decrypt(encrypt(content, key), key)).toBe(content);
    }
    expect(decrypt("AB", key)).toBeNull();
    expect(decrypt("", key)).toBeNull();
  });

  it("with a wrong checksum, length or form is none", () => {
    const [line = ""] = recorded;
    for (const text of [line.replace("1407", "1408"), line.replace("0043", "0042"), line.slice(1), "", "ACK", "\0"])
      expect(parseFrame(text)).toBeNull();
  });
});

it("stamps are UTC, to the second, and come back; nonsense does not", () => {
  expect(stampOf(stamp)).toBe("_03:04:05,11-26-2026");
  expect(instantOfStamp("_03:04:05,11-26-2026")).toEqual(Temporal.Instant.from("2026-11-26T03:04:05Z"));
  for (const text of ["", "_", "_25:00:00,01-01-2026", "_10:00:00,13-01-2026", "10:00:00,01-01-2026"])
    expect(instantOfStamp(text)).toBeNull();
});

describe("what arrives", () => {
  const ack = frameOf('"ACK"0007L0#1A2B[]');
  const nak = frameOf('"NAK"0000R0L0A0[]_03:05:05,11-26-2026');

  it("is cut into frames, split or joined in any way", () => {
    const both = Buffer.concat([ack, nak]);
    for (let at = 0; at <= both.length; at++) {
      const cutter = frameCutter();
      const texts = [...cutter.take(both.subarray(0, at)), ...cutter.take(both.subarray(at))];
      expect(texts.map((text) => parseFrame(text)?.token)).toEqual(["ACK", "NAK"]);
    }
    const bytewise = frameCutter();
    expect([...ack].flatMap((byte) => bytewise.take(Uint8Array.of(byte)))).toHaveLength(1);
  });

  it("without any end is given up as unreadable", () => {
    expect(frameCutter().take(Buffer.alloc(5_000, "a"))).toEqual([""]);
  });

  const textOf = (body: string) => frameOf(body).toString("latin1").slice(1, -1);
  it.each([
    ['"ACK"0007L0#1A2B[]', { kind: "ACK" }],
    ['"ACK"0007R1L0#1A2B[]_03:05:05,11-26-2026', { kind: "ACK" }],
    ['"*ACK"0007L0#1A2B[0123456789ABCDEF0123456789ABCDEF', { kind: "ACK" }],
    ['"ACK"0008L0#1A2B[]', { kind: "UNKNOWN" }],
    ['"DUH"0007L0#1A2B[]', { kind: "DUH" }],
    [
      '"NAK"0000R0L0A0[]_03:05:05,11-26-2026',
      { kind: "NAK", stationTime: Temporal.Instant.from("2026-11-26T03:05:05Z") },
    ],
    ['"NAK"0000R0L0A0[]', { kind: "NAK", stationTime: null }],
    ['"*NAK"0000R0L0A0[0123456789ABCDEF0123456789ABCDEF', { kind: "NAK", stationTime: null }],
    ['"*DUH"0007L0#1A2B[0123456789ABCDEF0123456789ABCDEF', { kind: "DUH" }],
    ['"*DUH"0008L0#1A2B[0123456789ABCDEF0123456789ABCDEF', { kind: "UNKNOWN" }],
    ['"WHO"0007L0#1A2B[]', { kind: "UNKNOWN" }],
  ])("%s is read", (body, answer) => {
    expect(readAnswer(textOf(body), 7)).toEqual(answer);
  });

  it("that is empty or broken is an answer nobody knows", () => {
    expect(readAnswer("", 7)).toEqual({ kind: "UNKNOWN" });
    expect(readAnswer(textOf('"ACK"0007L0#1A2B[]').replace("0007", "0009"), 9)).toEqual({ kind: "UNKNOWN" });
  });
});
