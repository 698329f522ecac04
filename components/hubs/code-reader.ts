/** Reads the first code in a picture of the camera. Null where there is none. */
export type CodeReader = (picture: HTMLVideoElement) => Promise<string | null>;

type Detector = { detect: (picture: HTMLVideoElement) => Promise<{ rawValue: string }[]> };
type DetectorClass = {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats: () => Promise<readonly string[]>;
};

/** Codes on hubs are QR; on SIM cards and their boxes Code 128 is common. */
const formats = ["qr_code", "code_128", "data_matrix"];

/** Opens the browser's own reader, or loads one (a megabyte, on first use alone) where it has none. */
export async function openCodeReader(): Promise<CodeReader> {
  const detector = (await openOwnDetector()) ?? (await loadDetector());
  return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null;
}

async function openOwnDetector(): Promise<Detector | null> {
  const Own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const known = (await Own?.getSupportedFormats()) ?? [];
  return Own && known.includes("qr_code") ? new Own({ formats: formats.filter((one) => known.includes(one)) }) : null;
}

async function loadDetector(): Promise<Detector> {
  const { BarcodeDetector, prepareZXingModule } = await import("barcode-detector/ponyfill");
  const wasm = new URL("zxing-wasm/reader/zxing_reader.wasm", import.meta.url).href;
  prepareZXingModule({ overrides: { locateFile: () => wasm } });
  return new BarcodeDetector({ formats: ["qr_code", "code_128", "data_matrix"] });
}
