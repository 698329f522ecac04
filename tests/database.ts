import { randomUUID } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { inject } from "vitest";

export type TestDatabase = {
  /** The login of the application, which owns nothing. */
  appUrl: string;
  /** The owner of the tables. */
  ownerUrl: string;
  drop: () => Promise<void>;
};

function server() {
  const given = inject("testServer");
  if (!given) throw new Error("There is no test server: run npm test -- --only database.");
  return given;
}

async function asSuperuser(sql: string): Promise<void> {
  const client = new Client({ connectionString: server().superuserUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const { templateUrl, templateOwnerUrl } = server();
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const owner = new URL(templateOwnerUrl).username;
  await asSuperuser(`create database ${name} template ${escapeIdentifier(template)} owner ${escapeIdentifier(owner)}`);
  await asSuperuser(`revoke temporary on database ${name} from public`);
  return {
    appUrl: withDatabase(templateUrl, name),
    ownerUrl: withDatabase(templateOwnerUrl, name),
    drop: () => asSuperuser(`drop database if exists ${name} with (force)`),
  };
}

/** Makes a database with the present schema and no rows, a copy of the migrated template; `drop` ends it and its sessions. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createDatabase(server().templateName);
}

/** Makes a database with nothing in it, for tests of the migrations themselves. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase("template1");
}
