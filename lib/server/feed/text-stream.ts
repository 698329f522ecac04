/** Who writes into a stream and may end it. `write` is false once the client takes nothing or too little. */
export type StreamPen = { write: (text: string) => boolean; close: () => void };

/**
 * Opens a stream of text for one client. `join` begins whatever writes into it, and returns how to leave that, which is
 * called once the stream ends for whatever reason. `gone` tells that the client left: of a client that left before the
 * response began, the framework neither reads the stream nor cancels it, and a listener nobody hears would count for ever.
 * Past `mostWaitingBytes` that the client has not taken, `write` says so, and its caller should let it go.
 */
export function openTextStream(
  join: (pen: StreamPen) => () => void,
  { gone, mostWaitingBytes }: { gone: AbortSignal; mostWaitingBytes: number },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isOpen = true;
  let leave: () => void = () => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const write = (text: string) => {
          if (isOpen) controller.enqueue(encoder.encode(text));
          return isOpen && (controller.desiredSize ?? 0) > 0;
        };
        const close = () => {
          leave();
          if (isOpen) controller.close();
          isOpen = false;
        };
        leave = join({ write, close });
        onceAborted(gone, close);
      },
      cancel: () => {
        isOpen = false;
        leave();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostWaitingBytes }),
  );
}

/** Calls `leave` when the signal comes, at once where it has come already. */
export function onceAborted(signal: AbortSignal, leave: () => void): void {
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave, { once: true });
}
