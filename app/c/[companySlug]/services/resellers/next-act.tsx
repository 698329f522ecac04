import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { RequestAct } from "@/components/resellers/request-act";
import { ButtonLink } from "@/components/ui/button";
import { formatInstant, type Reader } from "@/lib/i18n/format";
import type { PageViewer } from "@/lib/server/queries/hubs";
import type { RequestView } from "@/lib/server/queries/request-view";

type Props = { request: RequestView; viewer: PageViewer; reader: Reader };

/** Says what a dealer can do about its newest request to a reseller; null while the two are connected. */
export function nextActOf({ status, connection }: RequestView): "WAIT" | "ASK_AGAIN" | null {
  if (status === "PENDING") return "WAIT";
  return connection && connection.state !== "CLOSED" ? null : "ASK_AGAIN";
}

/** The acts open to a dealer: withdraw or remind while the request waits, then ask again, or from when on. */
export async function NextAct({ request, viewer, reader }: Props) {
  const t = await getTranslations("resellers.list");
  const act = nextActOf(request);
  const { companySlug } = viewer;
  if (!act) return null;
  if (act === "WAIT") return <WhileWaiting request={request} viewer={viewer} reader={reader} />;
  if (request.askFrom) {
    return <span className="muted">{t("askFrom", { instant: formatInstant(request.askFrom, reader) })}</span>;
  }
  return (
    <ButtonLink isSmall href={`/c/${companySlug}/services/resellers/add?reseller=${request.resellerId}`}>
      {t("askAgain")}
    </ButtonLink>
  );
}

async function WhileWaiting({ request, viewer: { companySlug }, reader }: Props) {
  const t = await getTranslations("resellers.list");
  const texts = await formTexts();
  const hidden = () => ({ companySlug, submissionId: randomUUID(), requestId: request.id });
  const of = request.resellerName;
  return (
    <div className="row flex-wrap">
      <RequestAct act="withdraw" label={t("withdraw")} of={of} texts={texts} hidden={hidden()} />
      {request.remindFrom ? (
        <span className="muted">{t("remindFrom", { instant: formatInstant(request.remindFrom, reader) })}</span>
      ) : (
        <RequestAct act="remind" label={t("remind")} of={of} texts={texts} hidden={hidden()} />
      )}
    </div>
  );
}
