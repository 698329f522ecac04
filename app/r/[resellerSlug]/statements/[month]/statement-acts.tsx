import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { StatementParams } from "@/lib/schemas/statements";
import type { StatementHead } from "@/lib/server/queries/statement";
import { statementAddress } from "./statement-address";

type Props = { head: StatementHead; here: string; asked: StatementParams };

/** What a statement can be taken away as; one that can still change has no document yet. */
export async function StatementActs({ head, here, asked }: Props) {
  const t = await getTranslations("statements.statement");
  const files = [
    { label: t("csv"), hint: t("csvHint"), href: statementAddress(`${here}/export`, asked) },
    ...(head.status === "OPEN"
      ? []
      : [
          { label: t("pdf"), hint: t("pdfHint"), href: `${here}/pdf` },
          { label: t("pdfLetter"), hint: t("pdfHint"), href: `${here}/pdf?paper=letter` },
        ]),
  ];
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {files.map(({ label, hint, href }) => (
        <a key={href} className={buttonClass({})} href={href} title={hint}>
          <Icon name="dl" isSmall />
          {label}
        </a>
      ))}
    </div>
  );
}
