"use client";

import { CrashPage } from "@/app/shell/crash-page";

/** Something broke on our side. The texts of exceptions stay in the log; the digest names the entry. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return <CrashPage reference={error.digest} />;
}
