import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type BoxCall = { path: string; apikey: string; data: Record<string, unknown>[] };

export type Box = {
  url: string;
  calls: BoxCall[];
  /** Everything that arrived, in order. */
  data: () => Record<string, unknown>[];
  /** What the next calls are answered with; then 200 again. "SILENCE" answers nothing, a promise once it is kept. */
  answers: (number | "SILENCE" | Promise<number>)[];
  /** How many calls came, answered or not, and how many of them were open at one time at most. */
  seen: { calls: number; mostAtOnce: number };
  close: () => Promise<void>;
};

/** A home box that takes what is pushed to it. */
export async function startBox(): Promise<Box> {
  const calls: BoxCall[] = [];
  const answers: Box["answers"] = [];
  const seen = { calls: 0, mostAtOnce: 0 };
  let open = 0;
  const reply = async (path: string, text: string, response: ServerResponse): Promise<void> => {
    const answer = await (answers.shift() ?? 200);
    if (answer === "SILENCE") return;
    if (answer === 200) calls.push({ path, ...JSON.parse(text) });
    response.writeHead(answer, answer === 302 ? { location: `${url}/elsewhere` } : {}).end("whatever");
  };
  const server = createServer((request, response) => {
    let text = "";
    seen.calls += 1;
    open += 1;
    seen.mostAtOnce = Math.max(seen.mostAtOnce, open);
    response.once("close", () => {
      open -= 1;
    });
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => void reply(request.url ?? "", text, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls,
    answers,
    seen,
    data: () => calls.flatMap(({ data }) => data),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
