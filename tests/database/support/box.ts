import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type BoxCall = { path: string; apikey: string; data: Record<string, unknown>[] };

export type Box = {
  url: string;
  calls: BoxCall[];
  /** Everything that arrived, in order. */
  data: () => Record<string, unknown>[];
  /** What the next calls are answered with; then 200 again. "SILENCE" answers nothing. */
  answers: (number | "SILENCE")[];
  close: () => Promise<void>;
};

/** A home box that takes what is pushed to it. */
export async function startBox(): Promise<Box> {
  const calls: BoxCall[] = [];
  const answers: Box["answers"] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      const answer = answers.shift() ?? 200;
      if (answer === "SILENCE") return;
      if (answer === 200) calls.push({ path: request.url ?? "", ...JSON.parse(text) });
      response.writeHead(answer, answer === 302 ? { location: `${url}/elsewhere` } : {}).end("whatever");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls,
    answers,
    data: () => calls.flatMap(({ data }) => data),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
