"use client";

import "./globals.css";
import { CrashPage } from "@/app/shell/crash-page";

/** In place of a page whose very frame failed; nothing of the portal can be asked here, not even the language. */
export default function GlobalErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <CrashPage reference={error.digest} />
      </body>
    </html>
  );
}
