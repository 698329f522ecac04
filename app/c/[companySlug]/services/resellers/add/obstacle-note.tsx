import { getLocale, getTranslations } from "next-intl/server";
import { ForbiddenButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { readableParams } from "@/lib/i18n/sentence-params";
import type { Obstacle } from "@/lib/server/queries/add-reseller";
import type { PageViewer } from "@/lib/server/queries/hubs";

/** Why a request cannot be sent, with the way to what stands there already; the button stays and points to it. */
export async function ObstacleNote({ obstacle, viewer }: { obstacle: Obstacle; viewer: PageViewer }) {
  const t = await getTranslations("resellers.add");
  const sentences = await getTranslations("refusals");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const { refusal, params, requestId } = obstacle;
  const base = `/c/${viewer.companySlug}`;
  return (
    <>
      <div className="why mb-4" id="why-not">
        <h3>{t("whyNot")}</h3>
        <ul>
          <li>
            <Icon name="alert" />
            <div>
              <p>{sentences(refusal, readableParams(params, reader))}</p>
              {requestId ? (
                <p>
                  <NavLink href={`${base}/services/resellers/${requestId}`}>{t("openRequest")}</NavLink>
                </p>
              ) : null}
              {refusal === "NOT_ENROLLED" ? (
                <p>
                  <NavLink href={`${base}/company/services`}>{t("openSettings")}</NavLink>
                </p>
              ) : null}
            </div>
          </li>
        </ul>
      </div>
      <ForbiddenButton reasonId="why-not">{t("send")}</ForbiddenButton>
    </>
  );
}
