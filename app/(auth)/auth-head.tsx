import type { ReactNode } from "react";

/** The title of a page without a frame, and one muted line under it. */
export function AuthHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <>
      <h1 className="mb-1 text-2xl">{title}</h1>
      <p className="muted mb-6">{children}</p>
    </>
  );
}
