"use client";

import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Something broke on our side. The texts of exceptions stay in the log; the digest names the entry. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="page">
      <h1 className="sr">This failed on our side</h1>
      <EmptyState icon="octa" title="This failed on our side" act={<ButtonLink href="">Try again</ButtonLink>}>
        Nothing was changed. Reference {error.digest ?? "none"}.
      </EmptyState>
    </main>
  );
}
