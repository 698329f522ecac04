import { createServer, type Socket } from "node:net";
import { inSystemTransaction } from "@/lib/server/context";
import { log } from "@/lib/server/log";
import { type ReceiverFault, takeReceiverFault } from "@/lib/server/store/station-faults";
import { realNow } from "../clock";
import { type Frame, frameCutter, frameOf, parseFrame, stampOf } from "./sia/frame";

/** The demo's own monitoring station. It takes what any hub sends, unless a fault of the simulation hinders it. */
export type StationReceiver = { port: number; close: () => Promise<void> };

/** Opens the station on this machine alone, at a port that is free. */
export function openReceiver(): Promise<StationReceiver> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    serve(socket);
  });
  const close = () =>
    new Promise<void>((done) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => done());
    });
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      done({ port: typeof address === "object" && address ? address.port : 0, close });
    });
  });
}

function serve(socket: Socket): void {
  const cutter = frameCutter();
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    for (const text of cutter.take(chunk)) {
      answer(socket, parseFrame(text)).catch((error: unknown) => {
        log().warn({ err: error }, "The demo's station could not answer");
        socket.destroy();
      });
    }
  });
}

async function answer(socket: Socket, frame: Frame | null): Promise<void> {
  const fault = frame ? await faultFor(frame.account) : "NAK";
  if (fault === "SILENT" || socket.destroyed) return;
  socket.write(fault === "NAK" || !frame ? refusal() : acknowledgment(frame));
}

async function faultFor(account: string): Promise<ReceiverFault | null> {
  return inSystemTransaction((tx) => takeReceiverFault(tx, account, realNow()));
}

function refusal(): Buffer {
  return frameOf(`"NAK"0000R0L0A0[]${stampOf(realNow())}`);
}

function acknowledgment({ sequence, account }: Frame): Buffer {
  return frameOf(`"ACK"${sequence}L0#${account}[]`);
}
