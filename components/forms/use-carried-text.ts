"use client";

import { type RefObject, useLayoutEffect } from "react";
import { putTyped, type TypedForm, typedIn } from "./typed-text";

const carried = new Map<string, TypedForm>();

/**
 * Carries what was typed into a form over to the one that takes its place about the same thing, `name`: a page that
 * arrives while somebody types, as after a press on the row of what is open already, takes nothing away. Whoever leaves
 * the form for something else does not find it again. Source: PRODUCT FRM-3.
 */
export function useCarriedText(form: RefObject<HTMLFormElement | null>, name: string): void {
  useLayoutEffect(() => {
    const element = form.current;
    if (!element) return;
    const typed = carried.get(name);
    if (typed) putTyped(element, typed);
    return () => {
      const left = typedIn(element);
      if (!left) return;
      carried.set(name, left);
      // The form that takes its place is drawn before this.
      queueMicrotask(() => carried.delete(name));
    };
  }, [form, name]);
}
