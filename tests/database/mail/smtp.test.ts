import { randomUUID } from "node:crypto";
import { type ParsedMail, simpleParser } from "mailparser";
import type { Client } from "pg";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { handleSendMail } from "@/lib/jobs/handlers/send-mail";
import { offerUnsentMails } from "@/lib/jobs/loops/mail-loop";
import type { MailData } from "@/lib/mail/templates";
import { inSystemTransaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { getMailbox } from "@/lib/server/queries/mailbox";
import { answerOneClickStop } from "@/lib/server/rest/one-click-stop";
import { openTestDatabase, type TestDatabase } from "../support/open";

type Received = { from: string; to: string[]; mail: ParsedMail };

let db: TestDatabase;
let owner: Client;
let server: SMTPServer;
const received: Received[] = [];
const fault = { refuses: false };

function openServer(): Promise<number> {
  server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: (_address, _session, done) => done(fault.refuses ? new Error("550 Nobody here") : null),
    onData: (stream, { envelope }, done) => {
      simpleParser(stream).then((mail) => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), mail });
        done();
      }, done);
    },
  });
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address();
      if (address && typeof address === "object") resolve(address.port);
    });
  });
}

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  const port = await openServer();
  vi.stubEnv("PORTAL_MODE", "production");
  vi.stubEnv("PORTAL_ORIGIN", "https://portal.example");
  vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${port}?ignoreTLS=true`);
  vi.stubEnv("MAIL_FROM", "Partner portal <no-reply@portal.example>");
});

afterAll(async () => {
  await new Promise<void>((resolve) => server.close(resolve));
  await db.close();
});

beforeEach(() => {
  received.length = 0;
  fault.refuses = false;
});

async function post(data: Partial<MailData["invitation"]> = {}, to = "ihor@pro.example"): Promise<string> {
  const invitation = {
    company: "Dnipro Guard",
    role: "INSTALLER",
    inviter: "Oksana Shevchenko",
    linkPath: "/account/invitations/secret-token",
    untilAt: "2026-12-22T10:00:00Z",
    zone: "Europe/Kyiv",
    ...data,
  };
  const companyId = randomUUID();
  await inSystemTransaction((tx) =>
    postMail(tx, { template: "invitation", to, locale: "en", data: invitation, companyId, at: new Date(0) }),
  );
  const { rows } = await owner.query<{ id: string }>("select id from mail_message where company_id = $1", [companyId]);
  return rows[0]?.id ?? "";
}

async function stored(mailId: string) {
  const { rows } = await owner.query(
    `select subject, html, text, data, sent_at is not null as "isSent" from mail_message where id = $1`,
    [mailId],
  );
  return rows[0];
}

test("a mail arrives with subject, text and HTML, for its one recipient, with links to the configured address", async () => {
  const mailId = await post();
  await handleSendMail({ mailId });
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ from: "no-reply@portal.example", to: ["ihor@pro.example"] });
  const mail = received[0]?.mail;
  expect(mail?.subject).toBe("Dnipro Guard invites you as Installer");
  expect(mail?.from?.text).toContain("Partner portal");
  expect(mail?.text).toContain("https://portal.example/account/invitations/secret-token");
  expect(mail?.html).toContain('href="https://portal.example/account/invitations/secret-token"');
});

/** Posts a mail that may be switched off to a person of the portal. Null where nothing was posted. */
async function postToPerson(accountId: string): Promise<string | null> {
  const companyId = randomUUID();
  const data = { dealer: "Dnipro Guard", reseller: "Meridian", linkPath: "/r/meridian" };
  const to = { to: "ihor@pro.example", locale: "en", accountId, companyId, at: new Date(0) };
  await inSystemTransaction((tx) => postMail(tx, { template: "request-received", data, ...to }));
  const { rows } = await owner.query<{ id: string }>("select id from mail_message where company_id = $1", [companyId]);
  return rows[0]?.id ?? null;
}

async function addPerson(): Promise<string> {
  const id = randomUUID();
  await owner.query(
    `insert into pro_account (id, email, name, password_hash, created_at, email_confirmed_at)
     values ($1, $2, 'Ihor', 'none', now(), now())`,
    [id, `${id}@pro.example`],
  );
  return id;
}

/** What a mail program reads of the last mail: where to post, and that one post is enough. */
function listHeadersOf(mail: ParsedMail | undefined): { url: string; post: string } {
  const raw = mail?.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(":") + 1).trim()] as const) ?? [];
  const headers = Object.fromEntries(raw);
  return { url: headers["list-unsubscribe"] ?? "", post: headers["list-unsubscribe-post"] ?? "" };
}

const oneClick = (url: string, body: string) =>
  answerOneClickStop(
    new Request(url, { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } }),
    url.split("/").at(-1) ?? "",
  );

test("a mail that may be switched off is stopped by the one post that its header names, and by nothing less", async () => {
  const accountId = await addPerson();
  await handleSendMail({ mailId: (await postToPerson(accountId)) ?? "" });
  const mail = received[0]?.mail;
  const { url, post: body } = listHeadersOf(mail);
  expect(body).toBe("List-Unsubscribe=One-Click");
  expect(url).toMatch(/^<https:\/\/portal\.example\/api\/stop-mails\/[\w.-]+>$/);
  const address = url.slice(1, -1);
  expect(mail?.text).toContain(address.replace("/api/", "/"));
  expect(mail?.text).toContain("because your company sent or decides this request");

  expect((await oneClick(address, "")).status).toBe(400);
  expect((await oneClick(`${address}x`, body)).status).toBe(404);
  expect(await postToPerson(accountId)).not.toBeNull();
  expect((await oneClick(address, body)).status).toBe(200);
  expect(await postToPerson(accountId)).toBeNull();
  expect((await oneClick(address, body)).status).toBe(200);
});

test("a mail that always comes offers no way to stop it", async () => {
  await handleSendMail({ mailId: await post() });
  expect(listHeadersOf(received[0]?.mail)).toEqual({ url: "", post: "" });
  expect(received[0]?.mail.text).toContain("cannot be switched off");
  expect(received[0]?.mail.text).not.toContain("stop-mails");
});

test("after sending, nothing of it is kept in production but that it went out", async () => {
  const mailId = await post();
  await handleSendMail({ mailId });
  expect(await stored(mailId)).toEqual({
    subject: "Dnipro Guard invites you as Installer",
    html: null,
    text: null,
    data: {},
    isSent: true,
  });
  await expect(getMailbox({})).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a job that runs again sends nothing; one killed before it noted the sending repeats the same Message-ID", async () => {
  const mailId = await post();
  const { rows } = await owner.query("select data from mail_message where id = $1", [mailId]);
  await handleSendMail({ mailId });
  await handleSendMail({ mailId });
  expect(received).toHaveLength(1);
  await owner.query("update mail_message set sent_at = null, data = $2 where id = $1", [mailId, rows[0]?.data]);
  await handleSendMail({ mailId });
  expect(received.map(({ mail }) => mail.messageId)).toEqual(Array(2).fill(`<${mailId}@portal.example>`));
});

test("a server that refuses leaves the mail unsent and the job failed, and the next try sends it", async () => {
  const mailId = await post();
  fault.refuses = true;
  await expect(handleSendMail({ mailId })).rejects.toThrow("550");
  expect(await stored(mailId)).toMatchObject({ isSent: false, data: { company: "Dnipro Guard" } });
  fault.refuses = false;
  await handleSendMail({ mailId });
  expect(received).toHaveLength(1);
  expect(await stored(mailId)).toMatchObject({ isSent: true });
});

test("a mail that the queue gave up on is offered again, and a fresh one is left to it", async () => {
  const [stuck, fresh] = [await post(), await post()];
  await owner.query("update mail_message set created_at = now() - interval '7 hours' where id = $1", [stuck]);
  await owner.query("delete from graphile_worker._private_jobs");
  await offerUnsentMails();
  const { rows } = await owner.query<{ key: string }>("select key from graphile_worker.jobs");
  const keys = rows.map(({ key }) => key);
  expect(keys).toContain(`mail:${stuck}`);
  expect(keys).not.toContain(`mail:${fresh}`);
});

test("line breaks in names add no header and no recipient", async () => {
  const mailId = await post({ company: "Evil\r\nBcc: everybody@victim.example\r\n\r\nHello" });
  await handleSendMail({ mailId });
  expect(received[0]?.to).toEqual(["ihor@pro.example"]);
  expect(received[0]?.mail.bcc).toBeUndefined();
  expect(received[0]?.mail.subject).toBe("Evil Bcc: everybody@victim.example Hello invites you as Installer");
});

test.each([
  "one@pro.example, two@pro.example",
  "one@pro.example;two@pro.example",
  "<one@pro.example>, two@pro.example",
  "one@pro.example\r\nBcc: two@pro.example",
  '"x@evil.example two"@pro.example',
])("an address made to reach several people reaches one at most: %j", async (address) => {
  const mailId = await post({}, address);
  await handleSendMail({ mailId }).catch(() => undefined);
  const reached = received.flatMap(({ to }) => to);
  expect(reached.length).toBeLessThanOrEqual(1);
  expect(received.every(({ mail }) => !mail.bcc && !mail.cc)).toBe(true);
});
