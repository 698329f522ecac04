import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { forPage } from "@/lib/server/pages";
import { getSecurity, type Security } from "@/lib/server/queries/account-security";
import { DevicesPanel } from "./devices-panel";
import { EventsPanel } from "./events-panel";

type Parameters = { searchParams: Promise<{ done?: string | string[] }> };

const dones = ["password", "email", "app-off", "ended"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("title") };
}

/** What protects the account: password, address, authenticator app, the devices signed in, and what happened lately. */
export default async function SecurityPage({ searchParams }: Parameters) {
  const security = await forPage(getSecurity());
  const given = (await searchParams).done;
  const done = dones.find((known) => known === given);
  const t = await getTranslations("security");
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact", { email: security.email })} />
      <div className="stack">
        {done ? <Note kind="done">{t(`done.${done}`)}</Note> : null}
        {security.isSecondFactorMissing ? (
          <Note kind="warning">{t(security.isPostponable ? "missingDemo" : "missing")}</Note>
        ) : null}
        <SignInPanel security={security} />
        <DevicesPanel security={security} />
        <EventsPanel security={security} />
        <Panel
          id="delete"
          title={t("deletePanel")}
          end={
            <ButtonLink look="danger" isSmall href="/account/security/delete">
              {t("deleteOpen")}
            </ButtonLink>
          }
        >
          <p className="muted">{t("deleteText")}</p>
        </Panel>
      </div>
    </>
  );
}

async function SignInPanel({ security }: { security: Security }) {
  const t = await getTranslations("security");
  return (
    <Panel id="sign-in" title={t("signInPanel")} isPadded={false}>
      <ul>
        <li className="req">
          <b>{t("password")}</b>
          <span className="row-span-2">
            <ButtonLink isSmall href="/account/security/password">
              {t("changePassword")}
            </ButtonLink>
          </span>
          <small>{t("passwordFact")}</small>
        </li>
        <li className="req">
          <b>{t("email")}</b>
          <span className="row-span-2">
            <ButtonLink isSmall href="/account/security/email">
              {t("changeEmail")}
            </ButtonLink>
          </span>
          <small>{security.email}</small>
        </li>
        <SecondFactorRow security={security} />
      </ul>
    </Panel>
  );
}

async function SecondFactorRow({ security: { hasSecondFactor, codesLeft } }: { security: Security }) {
  const t = await getTranslations("security");
  if (!hasSecondFactor) {
    return (
      <li className="req">
        <b>{t("app")}</b>
        <span className="row-span-2">
          <ButtonLink isSmall look="primary" href="/account/security/authenticator">
            {t("setUp")}
          </ButtonLink>
        </span>
        <small>{t("appOff")}</small>
      </li>
    );
  }
  return (
    <li className="req">
      <b>{t("app")}</b>
      <span className="row-span-2 flex flex-wrap justify-end gap-2">
        <ButtonLink isSmall href="/account/security/recovery-codes">
          {t("newCodes")}
        </ButtonLink>
        <ButtonLink isSmall look="danger" href="/account/security/authenticator/off">
          {t("turnOff")}
        </ButtonLink>
      </span>
      <small>
        {t("appOn")} {t("codesLeft", { n: codesLeft })}
      </small>
    </li>
  );
}
