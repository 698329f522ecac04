import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright/test";
import { prepareZXingModule, writeBarcode } from "zxing-wasm/writer";

type Picture = { width: number; height: number; dark: boolean[] };

/** Draws a QR code as dark and light squares. */
async function drawCode(text: string): Promise<Picture> {
  const file = createRequire(import.meta.url).resolve("zxing-wasm/writer/zxing_writer.wasm");
  const wasmBinary = Uint8Array.from(await readFile(file)).buffer;
  prepareZXingModule({ overrides: { wasmBinary } });
  const { symbol } = await writeBarcode(text, { format: "QRCode" });
  return { width: symbol.width, height: symbol.height, dark: Array.from(symbol.data, (shade) => shade < 128) };
}

/** Gives the page a camera that sees a QR code with `text`, on white. */
export async function showToCamera(page: Page, text: string): Promise<void> {
  await page.addInitScript(
    (picture: Picture) => {
      const square = 8;
      const canvas = document.createElement("canvas");
      canvas.width = 640;
      canvas.height = 480;
      const context = canvas.getContext("2d");
      if (!context) throw new Error("The browser draws nothing.");
      const draw = () => {
        context.fillStyle = "white";
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.fillStyle = "black";
        for (const [place, isDark] of picture.dark.entries()) {
          const [x, y] = [place % picture.width, Math.floor(place / picture.width)];
          if (isDark) context.fillRect(200 + x * square, 100 + y * square, square, square);
        }
        requestAnimationFrame(draw);
      };
      draw();
      navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
    },
    await drawCode(text),
  );
}

/** Gives the page a camera that the person does not allow. */
export async function forbidCamera(page: Page): Promise<void> {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException("Permission denied", "NotAllowedError");
    };
  });
}
