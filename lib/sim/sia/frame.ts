import { createCipheriv, createDecipheriv, randomInt } from "node:crypto";

/** Start and end of a frame. */
const lineFeed = "\n";
const carriageReturn = "\r";

/** CRC-16 as DC-09 has it: polynomial A001 reflected, from 0. `bytes` are those from the first quote to before the end. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

const hex4 = (value: number) => value.toString(16).toUpperCase().padStart(4, "0");

/** Wraps a body into a frame: line feed, checksum, length, body, carriage return. */
export function frameOf(body: string): Buffer {
  const bytes = Buffer.from(body, "latin1");
  return Buffer.from(`${lineFeed}${hex4(crc16(bytes))}${hex4(bytes.length)}${body}${carriageReturn}`, "latin1");
}

/** Writes an instant as frames carry it, in UTC: `_14:05:09,11-26-2026`. */
export function stampOf(instant: Temporal.Instant): string {
  const at = instant.toZonedDateTimeISO("UTC");
  const two = (value: number) => String(value).padStart(2, "0");
  return `_${two(at.hour)}:${two(at.minute)}:${two(at.second)},${two(at.month)}-${two(at.day)}-${at.year}`;
}

/** Reads a stamp. Null for text that is none. */
export function instantOfStamp(stamp: string): Temporal.Instant | null {
  const [, hour, minute, second, month, day, year] = /^_(\d\d):(\d\d):(\d\d),(\d\d)-(\d\d)-(\d{4})$/.exec(stamp) ?? [];
  if (!year) return null;
  try {
    return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  } catch {
    return null;
  }
}

/** A message for a station. `key` holds 32 hex digits, or null for one in clear. `sequence` is 1 to 9999. */
export type DialerMessage = {
  token: "SIA-DCS" | "ADM-CID";
  sequence: number;
  account: string;
  data: string;
  stamp: Temporal.Instant;
  key: string | null;
};

/** Writes a message as DC-09 has it, with part `L0` and no receiver number. Source: INTEGRATION 11. */
export function messageFrame({ token, sequence, account, data, stamp, key }: DialerMessage): Buffer {
  const number = String(sequence).padStart(4, "0");
  const content = `#${account}|${data}]${stampOf(stamp)}`;
  if (key === null) return frameOf(`"${token}"${number}L0#${account}[${content}`);
  return frameOf(`"*${token}"${number}L0#${account}[${encrypt(content, key)}`);
}

const blockBytes = 16;
const zeroVector = Buffer.alloc(blockBytes);

/** Encrypts what follows the bracket: random padding, a bar and the content fill whole blocks. Returns hex digits. */
export function encrypt(content: string, key: string): string {
  const length = Buffer.byteLength(`|${content}`, "latin1");
  const plain = Buffer.from(`${padding(blockBytes - (length % blockBytes))}|${content}`, "latin1");
  const cipher = createCipheriv("aes-128-cbc", Buffer.from(key, "hex"), zeroVector).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()])
    .toString("hex")
    .toUpperCase();
}

/** Opens what {@link encrypt} made: what stands after the bar. Null where the key is another one. */
export function decrypt(digits: string, key: string): string | null {
  const bytes = Buffer.from(digits, "hex");
  if (bytes.length === 0 || bytes.length % blockBytes !== 0 || bytes.length * 2 !== digits.length) return null;
  const decipher = createDecipheriv("aes-128-cbc", Buffer.from(key, "hex"), zeroVector).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()]).toString("latin1");
  const bar = plain.indexOf("|");
  return bar >= 0 && bar <= blockBytes ? plain.slice(bar + 1) : null;
}

const forbiddenInPadding = ["[", "]", "|"];

/** Draws printable characters that cannot be taken for a part of the message. */
function padding(length: number): string {
  let drawn = "";
  while (drawn.length < length) {
    const character = String.fromCharCode(randomInt(0x21, 0x7f));
    if (!forbiddenInPadding.includes(character)) drawn += character;
  }
  return drawn;
}

/** What a frame says, whoever sent it. `rest` is everything from the bracket on. */
export type Frame = { token: string; sequence: string; account: string; rest: string };

/** Reads a frame without its first and last byte. Null where checksum, length or form are wrong. */
export function parseFrame(text: string): Frame | null {
  const [, crc, length, body] = /^([0-9A-F]{4})([0-9A-F]{4})(".*)$/s.exec(text) ?? [];
  if (!crc || !length || !body) return null;
  const bytes = Buffer.from(body, "latin1");
  if (crc !== hex4(crc16(bytes)) || length !== hex4(bytes.length)) return null;
  const [, token, sequence, account, rest] =
    /^"([^"]{1,16})"(\d{4})(?:R[0-9A-F]{0,6})?(?:L[0-9A-F]{0,6})?(?:A0)?(?:#([0-9A-F]{1,16}))?(\[.*)$/s.exec(body) ??
    [];
  return token && sequence && rest ? { token, sequence, account: account ?? "", rest } : null;
}

/** Longest frame that is waited for, in bytes; what is longer is no answer. */
const mostBytes = 4_096;

/**
 * Cuts frames out of what arrives, however the network has split or joined it. `take` returns the frames that are whole
 * now, without their first and last byte; what stands outside of a frame is returned as one that nobody can read.
 */
export function frameCutter(): { take: (chunk: Uint8Array | string) => string[] } {
  let rest = "";
  return {
    take: (chunk) => {
      const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("latin1");
      const pieces = (rest + text).split(carriageReturn);
      rest = pieces.pop() ?? "";
      const whole = pieces.map((piece) => piece.slice(piece.lastIndexOf(lineFeed) + 1));
      if (rest.length <= mostBytes) return whole;
      rest = "";
      return [...whole, ""];
    },
  };
}
