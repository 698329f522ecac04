import { connect } from "node:net";
import type { StationAnswer } from "@/lib/domain/station-dialing";
import { readAnswer } from "./answer";
import { frameCutter } from "./frame";

/** Where to connect to, by number. */
export type LineTarget = { address: string; port: number };

/** A connection to a station, for one message at a time. */
export type Line = {
  /** Sends a frame and waits for the answer to it; what came before is not one. */
  send: (frame: Uint8Array, sequence: number) => Promise<StationAnswer>;
  isOpen: () => boolean;
  close: () => void;
};

type NoLine = Extract<StationAnswer, { kind: "REFUSED" | "SILENCE" }>;

/** Opens a line. What hinders it is told as the answer that a message would have got. */
export function openLine({ address, port }: LineTarget, withinMs: number): Promise<Line | NoLine> {
  const socket = connect({ host: address, port, noDelay: true });
  return new Promise((done) => {
    const timer = setTimeout(() => give({ kind: "SILENCE" }), withinMs);
    const give = (outcome: NoLine) => {
      clearTimeout(timer);
      socket.destroy();
      done(outcome);
    };
    socket.once("error", () => give({ kind: "REFUSED" }));
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeAllListeners("error");
      done(lineOver(socket, withinMs));
    });
  });
}

function lineOver(socket: ReturnType<typeof connect>, withinMs: number): Line {
  let isOpen = true;
  let cutter = frameCutter();
  let waiting: ((answer: StationAnswer) => void) | null = null;
  let expected = 0;
  const end = () => {
    isOpen = false;
    waiting?.({ kind: "BROKEN" });
  };
  socket.on("error", end);
  socket.on("close", end);
  socket.on("end", end);
  socket.on("data", (chunk) => {
    const [first] = cutter.take(chunk);
    if (first !== undefined) waiting?.(readAnswer(first, expected));
  });
  return {
    isOpen: () => isOpen,
    close: () => {
      isOpen = false;
      socket.destroy();
    },
    send: (frame, sequence) =>
      new Promise((done) => {
        cutter = frameCutter();
        expected = sequence;
        const timer = setTimeout(() => waiting?.({ kind: "SILENCE" }), withinMs);
        waiting = (answer) => {
          clearTimeout(timer);
          waiting = null;
          done(answer);
        };
        if (!isOpen) waiting({ kind: "BROKEN" });
        else socket.write(frame);
      }),
  };
}
