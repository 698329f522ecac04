import type { ReactNode } from "react";
import { Brand } from "@/components/shell/brand";

/** The frame of pages for people who have not signed in: one column under the mark. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="bar">
        <Brand href="/sign-in" />
      </header>
      <main className="page signin">
        <div className="mx-auto max-w-form">{children}</div>
      </main>
    </>
  );
}
