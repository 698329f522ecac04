import { getLocale, getTranslations } from "next-intl/server";
import type { DocumentTable, Paper, StatementDocument } from "@/lib/files/statement-document";
import { formatInstant, formatMoney, formatMonth, formatNumber } from "@/lib/i18n/format";
import type { PrintedStatement } from "@/lib/server/queries/statement-pdf";
import { dealerFeeText, toAccountLines } from "../line-texts";

/** Puts a closed statement into the reader's words for its document: head, dealers with their total, and lines. */
export async function toStatementDocument(printed: PrintedStatement, paper: Paper): Promise<StatementDocument> {
  const { head, viewer, lines } = printed;
  const t = await getTranslations("statements");
  const locale = await getLocale();
  const at = (iso: string) => formatInstant(iso, { locale, timeZone: viewer.timeZone });
  const reference = head.reference ?? "";
  const count = head.accounts + head.corrections;
  return {
    paper,
    language: locale,
    title: t("statement.titled", { month: formatMonth(head.month, locale) }),
    facts: [
      viewer.companyName,
      head.paidAt
        ? t("statement.paidFact", { reference, instant: at(head.paidAt) })
        : t("statement.closedFact", { reference, instant: at(head.closesAt) }),
      `${t("statement.fee")}: ${formatMoney(head.feeMinor, head.currency, locale)}`,
    ],
    tables: [await dealerTable(printed), ...(lines?.length ? [await lineTable(printed, lines)] : [])],
    note: lines ? null : t("pdf.more", { n: count }),
    foot: `${reference} · ${viewer.companyName}`,
  };
}

async function dealerTable({ head, parts }: PrintedStatement): Promise<DocumentTable> {
  const t = await getTranslations("statements.parts");
  const locale = await getLocale();
  const money = (minor: number) => formatMoney(minor, head.currency, locale);
  const number = (n: number) => formatNumber(n, locale);
  const figures = (sum: Omit<PrintedStatement["parts"][number], "companyId" | "name" | "dealerNumber">) => [
    number(sum.accounts),
    number(sum.onTrial),
    number(sum.corrections),
    dealerFeeText(sum.dealerFeeMinor, head.currency, locale),
    money(sum.feeMinor),
  ];
  return {
    title: t("caption"),
    columns: [
      { title: t("dealer"), share: 24, isEnd: false },
      { title: t("number"), share: 12, isEnd: false },
      { title: t("accounts"), share: 10, isEnd: true },
      { title: t("onTrial"), share: 12, isEnd: true },
      { title: t("corrections"), share: 12, isEnd: true },
      { title: t("dealerFee"), share: 15, isEnd: true },
      { title: t("fee"), share: 15, isEnd: true },
    ],
    rows: [
      ...parts.map((part) => ({
        id: part.companyId,
        cells: [part.name, part.dealerNumber ?? "–", ...figures(part)],
        isStrong: false,
      })),
      { id: "total", cells: [t("total"), "", ...figures(head)], isStrong: true },
    ],
  };
}

async function lineTable(
  { head }: PrintedStatement,
  lines: NonNullable<PrintedStatement["lines"]>,
): Promise<DocumentTable> {
  const t = await getTranslations("statements.lines");
  const texts = await toAccountLines(lines, { currency: head.currency, hrefOf: () => "" });
  return {
    title: t("caption"),
    columns: [
      { title: t("hub"), share: 9, isEnd: false },
      { title: t("dealer"), share: 18, isEnd: false },
      { title: t("period"), share: 15, isEnd: false },
      { title: t("days"), share: 12, isEnd: false },
      { title: t("policy"), share: 20, isEnd: false },
      { title: t("dealerFee"), share: 13, isEnd: true },
      { title: t("fee"), share: 13, isEnd: true },
    ],
    rows: texts.map(({ id, hubNumber, dealer, period, days, policy, correction, dealerFee, fee }) => ({
      id,
      cells: [
        hubNumber,
        dealer,
        ...(correction ? [correction.title, "", correction.reason] : [period, days, policy]),
        dealerFee,
        fee ?? "",
      ],
      isStrong: false,
    })),
  };
}
