import decodeQR from "qr/decode.js";
import { expect, it } from "vitest";
import { drawQr, type QrPicture } from "./qr-picture";

/** Paints the path as a camera would see it, each square `scale` pixels wide. */
function paint({ size, path }: QrPicture, scale = 6) {
  const width = size * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      const from = (row * width + Number(x) * scale) * 4;
      for (let at = from; at < from + Number(length) * scale * 4; at += 4) data.fill(0, at, at + 3);
    }
  }
  return { width, height: width, data };
}

it.each([
  "otpauth://totp/Partner%20portal:o@dnipro.example?issuer=Partner%20portal&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
  "otpauth://totp/Partner%20portal:%D0%BE@%D0%B4.example?issuer=Partner%20portal&secret=JBSWY3DPEHPK3PXP",
])("draws what a reader reads back: %s", (text) => {
  const picture = drawQr(text);
  expect(decodeQR(paint(picture))).toBe(text);
});

it("keeps a quiet zone of four squares on every side", () => {
  const { size, path } = drawQr("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP");
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    expect(Math.min(Number(x), Number(y))).toBeGreaterThanOrEqual(4);
    expect(Math.max(Number(x) + Number(length), Number(y) + 1)).toBeLessThanOrEqual(size - 4);
  }
});
