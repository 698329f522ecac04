import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { MessageForm } from "@/components/resellers/message-form";
import { ThreadList } from "@/components/resellers/thread-list";
import { Panel } from "@/components/ui/panel";
import { formatCity, formatShortInstant } from "@/lib/i18n/format";
import type { PageViewer } from "@/lib/server/queries/hubs";
import type { ThreadView } from "@/lib/server/queries/thread";

type Props = { thread: ThreadView; viewer: PageViewer; side: "DEALER" | "RESELLER" };

/** The talk about a request: both its companies read it, and write while the request waits. */
export async function ThreadPanel({ thread, viewer, side }: Props) {
  const t = await getTranslations("resellers.thread");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const { requestId, isOpen, lines } = thread;
  return (
    <Panel id="thread" title={t("title")} fact={t("zone", { zone: formatCity(viewer.timeZone) })} isPadded={false}>
      <ThreadList
        lines={lines.map(({ sentAt, ...line }) => ({ ...line, at: formatShortInstant(sentAt, reader), atIso: sentAt }))}
        texts={{ label: t("title"), none: t(isOpen ? "none" : "noneClosed"), own: t("own") }}
      />
      <div className="pad border-t border-line">
        {isOpen ? (
          <MessageForm
            side={side}
            texts={await formTexts()}
            labels={{ body: t("body"), hint: t(side === "DEALER" ? "hintDealer" : "hintReseller"), send: t("send") }}
            hidden={{ companySlug: viewer.companySlug, submissionId: randomUUID(), requestId }}
          />
        ) : (
          <p className="muted">{t("closed")}</p>
        )}
      </div>
    </Panel>
  );
}
