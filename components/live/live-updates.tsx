"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import { Icon } from "@/components/ui/icon";
import type { Position } from "@/lib/live/position";
import { isInTheMiddle } from "./in-the-middle";
import { keepLink, type LinkState } from "./link";
import { stayHere } from "./stay-here";
import { isPageOld, noteBegun, noteDrawn, receive, watch, whenOld } from "./store";

type Props = {
  /** The beginning of the addresses it stands for, as /c/dnipro. */
  place: string;
  position: Position;
  texts: { updated: string; lost: string; ended: string; resting: string; signIn: string };
  signInHref: string;
};

/** What happens within this time is drawn at once. */
const gatherMs = 100;

/** A page is not drawn more often than this, nor than every second time it takes to. */
const pauseMs = 600;

/** Whoever listens to the page is not told of every one of many changes. */
const quietMs = 10_000;

/**
 * Keeps the frame's page as it is on the server: draws it anew when something it shows has changed, which moves neither
 * focus nor scroll, and leaves typed text and open pop-ups alone. It says so politely, and tells when it cannot.
 */
export function LiveUpdates({ place, position, texts, signInHref }: Props) {
  const [state, setState] = useState<LinkState>("LIVE");
  const [from] = useState(position);
  const [note, say] = useSaid();
  useRedraw(texts.updated, say);
  const router = useRouter();

  useEffect(() => keepLink({ place, from, take: receive, report: setState }), [place, from]);
  useEffect(() => watch({ topics: [], position }), [position]);
  useEffect(() => stayHere(() => say(texts.lost)), [say, texts.lost]);
  useEffect(() => {
    if (state === "ENDED" && !isInTheMiddle()) router.refresh();
  }, [state, router]);

  const text = { LIVE: null, LOST: texts.lost, ENDED: texts.ended, RESTING: texts.resting }[state];
  return (
    <div className="live">
      <p className="sr" role="status">
        {note}
      </p>
      <div role="status">
        {/* Always there: without a connection its icon could not be fetched any more. */}
        <p className="toast" hidden={text === null}>
          <Icon name={state === "RESTING" ? "clock" : "alert"} />
          <span>{text}</span>
          {state === "ENDED" ? <a href={signInHref}>{texts.signIn}</a> : null}
        </p>
      </div>
    </div>
  );
}

/** What whoever listens to the page is told, and how to tell it. */
function useSaid(): [string, (word: string) => void] {
  const [note, setNote] = useState("");
  // Told again in other characters, or a reader of the screen stays silent.
  const say = useCallback((word: string) => setNote((said) => (said === word ? `${word}\u00a0` : word)), []);
  return [note, say];
}

/** Draws the page anew whenever it is old, and says so. */
function useRedraw(word: string, say: (word: string) => void): void {
  const router = useRouter();
  const [isDrawing, startDrawing] = useTransition();
  const run = useRef({ timer: 0, begunAt: Number.NEGATIVE_INFINITY, tookMs: 0, saidAt: Number.NEGATIVE_INFINITY });

  const draw = useCallback(() => {
    run.current.timer = 0;
    if (!isPageOld() || !navigator.onLine) return;
    run.current.begunAt = performance.now();
    noteBegun();
    startDrawing(() => router.refresh());
  }, [router]);
  const plan = useCallback(() => {
    const { timer, begunAt, tookMs } = run.current;
    if (timer) return;
    const restMs = begunAt + Math.max(pauseMs, 2 * tookMs) - performance.now();
    run.current.timer = window.setTimeout(draw, Math.max(gatherMs, restMs));
  }, [draw]);

  useEffect(() => {
    const stop = whenOld(plan);
    window.addEventListener("online", plan);
    return () => {
      stop();
      window.removeEventListener("online", plan);
      clearTimeout(run.current.timer);
      run.current.timer = 0;
    };
  }, [plan]);
  useEffect(() => {
    const { begunAt, saidAt } = run.current;
    if (isDrawing || begunAt === Number.NEGATIVE_INFINITY) return;
    const now = performance.now();
    run.current.tookMs = now - begunAt;
    noteDrawn();
    if (now - saidAt < quietMs) return;
    run.current.saidAt = now;
    say(word);
  }, [isDrawing, word, say]);
}
