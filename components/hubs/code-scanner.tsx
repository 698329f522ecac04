"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import type { CodeReader } from "./code-reader";

type Label = "scan" | "stop" | "light" | "aim" | "refused" | "picture";

type Props = {
  labels: Record<Label, string>;
  /** Told of the first code that the camera sees; scanning is over then. */
  onCode: (text: string) => void;
};

type Torch = MediaTrackConstraintSet & { torch?: boolean };

const pauseMs = 150;

/** Reads a code by the rear camera, with its light. Typing stays beside it, and follows where the camera is refused. */
export function CodeScanner({ labels, onCode }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const refuse = () => {
    setOpen(false);
    setRefused(true);
  };
  if (isOpen) {
    return <Camera labels={labels} onCode={onCode} onStop={() => setOpen(false)} onRefused={refuse} />;
  }
  return (
    <div className="mb-4">
      <Button icon="scan" isWide onClick={() => setOpen(true)}>
        {labels.scan}
      </Button>
      {isRefused ? <FormMessage>{labels.refused}</FormMessage> : null}
    </div>
  );
}

type CameraProps = Props & { onStop: () => void; onRefused: () => void };

function Camera({ labels, onCode, onStop, onRefused }: CameraProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [track, setTrack] = useState<MediaStreamTrack | null>(null);
  const [isLit, setLit] = useState(false);
  const tellCode = useEffectEvent((code: string | null) => {
    if (code !== null) onCode(code);
  });
  const tellRefused = useEffectEvent(onRefused);

  useEffect(() => {
    const scan = new AbortController();
    watch(video.current, scan.signal, setTrack).then(tellCode, () => {
      if (!scan.signal.aborted) tellRefused();
    });
    return () => scan.abort();
  }, []);

  const hasLight = track !== null && "torch" in (track.getCapabilities?.() ?? {});
  const light = async () => {
    await track?.applyConstraints({ advanced: [{ torch: !isLit } as Torch] });
    setLit(!isLit);
  };
  return (
    <div className="mb-4">
      <video ref={video} className="scanner" aria-label={labels.picture} playsInline muted />
      <p className="muted my-2" role="status">
        {labels.aim}
      </p>
      <div className="row">
        <Button onClick={onStop}>{labels.stop}</Button>
        {hasLight ? (
          <Button aria-pressed={isLit} onClick={light}>
            {labels.light}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** Shows the camera and reads until a code is seen, or `signal` ends it (null). Rejects where there is no camera to use. */
async function watch(
  video: HTMLVideoElement | null,
  signal: AbortSignal,
  onTrack: (track: MediaStreamTrack | null) => void,
): Promise<string | null> {
  const { openCodeReader } = await import("./code-reader");
  const [read, stream] = await Promise.all([
    openCodeReader(),
    navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }),
  ]);
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  signal.addEventListener("abort", close);
  if (!video || signal.aborted) {
    close();
    return null;
  }
  video.srcObject = stream;
  onTrack(stream.getVideoTracks()[0] ?? null);
  await video.play();
  const code = await firstCode(video, read, signal);
  close();
  return code;
}

async function firstCode(video: HTMLVideoElement, read: CodeReader, signal: AbortSignal): Promise<string | null> {
  while (!signal.aborted) {
    const code = await read(video);
    if (code !== null) return code;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return null;
}
