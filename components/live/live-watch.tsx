"use client";

import { useEffect } from "react";
import type { Position } from "@/lib/live/position";
import { watch } from "./store";

type Props = { topics: readonly string[]; position: Position };

/** Says what the page around it shows, so that it is drawn anew when that changes. */
export function LiveWatch({ topics, position }: Props) {
  const key = topics.join(" ");
  useEffect(() => watch({ topics: key.split(" "), position }), [key, position]);
  return null;
}
