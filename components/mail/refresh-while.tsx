"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMs = 2_000;
const longestMs = 60_000;

/**
 * Draws the page afresh every two seconds while something on it is under way, for a minute at most. The mailbox knows no
 * reader, so nobody can be proved to whom changes might be told.
 */
export function RefreshWhile({ isUnderWay }: { isUnderWay: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(() => router.refresh(), everyMs);
    const end = setTimeout(() => clearInterval(timer), longestMs);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [isUnderWay, router]);
  return null;
}
