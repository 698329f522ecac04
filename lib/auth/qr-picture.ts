import encodeQR from "qr";

/** A QR code as one SVG path over squares of 1 by 1, `size` of them a side, the quiet zone of 4 included (ISO 18004). */
export type QrPicture = { size: number; path: string };

const quietZone = 4;

/** Draws a text as a QR code, on the server: what the text holds, as a secret, reaches nobody else. */
export function drawQr(text: string): QrPicture {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: quietZone });
  return { size: rows.length, path: rows.flatMap((row, y) => runsOf(row, y)).join("") };
}

/** Draws each run of dark squares of a row as one bar. */
function runsOf(row: readonly boolean[], y: number): string[] {
  const starts = row.flatMap((isDark, x) => (isDark && !row[x - 1] ? [x] : []));
  return starts.map((x) => {
    const end = row.indexOf(false, x);
    return `M${x} ${y}h${(end === -1 ? row.length : end) - x}v1H${x}z`;
  });
}
