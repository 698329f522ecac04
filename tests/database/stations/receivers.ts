import { connect, createServer, type Server, type Socket } from "node:net";
import { decrypt, encrypt, type Frame, frameCutter, frameOf, parseFrame } from "@/lib/sim/sia/frame";

/** What a test's station says to a message. A star stands for an answer that is encrypted with the station's key. */
export type Reply = Plain | "*ACK" | "*NAK" | "*DUH";

type Plain = "ACK" | "NAK" | "DUH" | "JUNK" | "OTHER" | "SILENCE" | "CLOSE" | "SPLIT" | "JOINED";

/** A message as it arrived. `content` is what stands after the bar, up to the stamp. */
export type Heard = { sequence: number; content: string; stamp: string; reply: Reply };

export type TestStation = {
  port: number;
  heard: Heard[];
  /** What was acknowledged, one line each, in order; repeats of one number are left out, as stations do. */
  taken: () => string[];
  close: () => Promise<void>;
};

type Options = { key?: string | null; port?: number; reply?: (heard: Omit<Heard, "reply">, count: number) => Reply };

/** Opens a monitoring station that answers as a test says, by default that all is well. */
export async function openStation({ key = null, port = 0, reply = () => "ACK" }: Options = {}): Promise<TestStation> {
  const heard: Heard[] = [];
  const { server, sockets } = makeServer((socket) => {
    const cutter = frameCutter();
    socket.on("data", (chunk) => {
      for (const text of cutter.take(chunk)) {
        const message = read(parseFrame(text), key);
        if (!message) {
          socket.write(frameOf('"NAK"0000R0L0A0[]'));
          continue;
        }
        const said = reply(message, heard.length);
        heard.push({ ...message, reply: said });
        say(socket, said, { ...message, key });
      }
    });
  });
  return { port: await listen(server, port), heard, taken: () => takenOf(heard), close: () => shut(server, sockets) };
}

function makeServer(serve: (socket: Socket) => void): { server: Server; sockets: Set<Socket> } {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    serve(socket);
  });
  return { server, sockets };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      done(typeof address === "object" && address ? address.port : 0);
    });
  });
}

function shut(server: Server, sockets: Set<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((done) => server.close(() => done()));
}

function read(frame: Frame | null, key: string | null): Omit<Heard, "reply"> | null {
  if (!frame) return null;
  const opened = key ? decrypt(frame.rest.slice(1), key) : frame.rest.slice(1);
  const end = opened?.lastIndexOf("]") ?? -1;
  if (!opened || end < 0) return null;
  const content = `${frame.token} ${opened.slice(0, end)}`;
  return { sequence: Number(frame.sequence), content, stamp: opened.slice(end + 1) };
}

/** With which a station encrypts that was given no key. */
const unknownKey = "F".repeat(32);

function say(socket: Socket, reply: Reply, { sequence, key }: { sequence: number; key: string | null }): void {
  const number = String(sequence).padStart(4, "0");
  const ack = frameOf(`"ACK"${number}L0#1234[]`);
  const hidden = () => encrypt("]_00:00:00,01-01-2020", key ?? unknownKey);
  switch (reply) {
    case "*ACK":
      return void socket.write(frameOf(`"*ACK"${number}L0#1234[${hidden()}`));
    case "*NAK":
      return void socket.write(frameOf(`"*NAK"0000R0L0A0[${hidden()}`));
    case "*DUH":
      return void socket.write(frameOf(`"*DUH"${number}L0#1234[${hidden()}`));
    case "ACK":
      return void socket.write(ack);
    case "NAK":
      return void socket.write(frameOf('"NAK"0000R0L0A0[]'));
    case "DUH":
      return void socket.write(frameOf(`"DUH"${number}L0#1234[]`));
    case "JUNK":
      return void socket.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    case "OTHER":
      return void socket.write(frameOf(`"ACK"${String((sequence % 9_999) + 1).padStart(4, "0")}L0#1234[]`));
    case "CLOSE":
      return void socket.destroy();
    case "SPLIT":
      socket.write(ack.subarray(0, 9));
      return void setImmediate(() => socket.write(ack.subarray(9)));
    case "JOINED":
      return void socket.write(Buffer.concat([ack, frameOf('"NAK"0000R0L0A0[]')]));
    default:
      return;
  }
}

const accepting: readonly Reply[] = ["ACK", "*ACK", "SPLIT", "JOINED"];

function takenOf(heard: readonly Heard[]): string[] {
  const numbers = new Set<number>();
  return heard.flatMap(({ sequence, content, reply }) => {
    if (!accepting.includes(reply) || numbers.has(sequence)) return [];
    numbers.add(sequence);
    return [content];
  });
}

/** Where a line is cut: before the message has arrived, or before its answer comes back. */
export type Cut = "BEFORE" | "AFTER" | null;

/** Opens a way to a station that cuts lines as a test says, asked with each message that goes through. */
export async function openCuttingProxy(
  stationPort: number,
  cutOf: (message: number) => Cut,
): Promise<{ port: number; cuts: () => number; close: () => Promise<void> }> {
  let messages = 0;
  let cuts = 0;
  const { server, sockets } = makeServer((near) => {
    const far = connect(stationPort, "127.0.0.1");
    far.on("error", () => near.destroy());
    far.on("close", () => near.destroy());
    near.on("close", () => far.destroy());
    let cut: Cut = null;
    near.on("data", (chunk) => {
      cut = cutOf(messages++);
      if (cut) cuts += 1;
      if (cut === "BEFORE") return void near.destroy();
      far.write(chunk);
    });
    far.on("data", (chunk) => {
      if (cut === "AFTER") near.destroy();
      else near.write(chunk);
    });
  });
  return { port: await listen(server, 0), cuts: () => cuts, close: () => shut(server, sockets) };
}
