"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { addressInSection, type Target } from "./same-section";

type Props = { target: Target; isCurrent: boolean; children: ReactNode };

/** Leads to another company and stays in the section. A whole new page: nothing of one company is kept for another. */
export function SwitchLink({ target, isCurrent, children }: Props) {
  return (
    <a href={addressInSection(target, usePathname())} aria-current={isCurrent ? "true" : undefined}>
      {children}
    </a>
  );
}
