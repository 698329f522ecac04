import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Founder, sendCompanyCode, verifyCompanyCode } from "@/lib/server/services/companies/company-code";
import { createCompany } from "@/lib/server/services/companies/create-company";
import { addCompanyOf, addFounder, historyOf, mailsTo, newCompany, proveEmail } from "../support/company";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;
let founder: Founder;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
});

beforeEach(async () => {
  founder = await addFounder(owner);
});

afterAll(() => db.close());

async function codeOf(email: string): Promise<string> {
  return (await mailsTo(owner, email)).at(-1)?.data.code ?? "";
}

/** A wrong code: the right one with its last digit changed. */
const wrong = (code: string) => `${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}`;

async function companiesNamed(name: string) {
  const { rows } = await owner.query(
    `select c.id, c.slug, c.clock_id, c.deleted_at, e.role::text as role, e.account_id
     from company c join employee e on e.company_id = c.id where c.name = $1 order by c.slug`,
    [name],
  );
  return rows;
}

describe("the code of the company's address", () => {
  const email = () => `office-${founder.accountId}@rhein.example`;

  test("works once, and only with the address it was sent to", async () => {
    await sendCompanyCode(founder, { name: "Rhein Alarm", email: email() });
    const code = await codeOf(email());
    expect(code).toMatch(/^\d{6}$/);

    const other = { email: "other@rhein.example", code };
    expect(await verifyCompanyCode(founder, other)).toEqual({ ok: false, refusal: "CODE_WRONG" });
    expect(await verifyCompanyCode(founder, { email: email(), code })).toEqual(expect.objectContaining({ ok: true }));
    const again = await verifyCompanyCode(founder, { email: email(), code });
    expect(again).toEqual({ ok: false, refusal: "CODE_WRONG" });
  });

  test("is void after five wrong tries", async () => {
    await sendCompanyCode(founder, { name: "Rhein Alarm", email: email() });
    const code = await codeOf(email());
    for (let n = 0; n < 5; n++) await verifyCompanyCode(founder, { email: email(), code: wrong(code) });
    expect(await verifyCompanyCode(founder, { email: email(), code })).toEqual({ ok: false, refusal: "CODE_WRONG" });
  });

  test("is good for 15 minutes, and replaced by a newer one", async () => {
    await sendCompanyCode(founder, { name: "Rhein Alarm", email: email() });
    const first = await codeOf(email());
    await sendCompanyCode(founder, { name: "Rhein Alarm", email: email() });
    const second = await codeOf(email());
    if (first !== second) {
      expect(await verifyCompanyCode(founder, { email: email(), code: first })).toEqual(
        expect.objectContaining({ ok: false }),
      );
    }
    await owner.query(
      `update account_token set created_at = now() - interval '16 minutes', expires_at = now() - interval '1 minute'
       where account_id = $1`,
      [founder.accountId],
    );
    expect(await verifyCompanyCode(founder, { email: email(), code: second })).toEqual({
      ok: false,
      refusal: "CODE_WRONG",
    });
  });

  test("is not another person's", async () => {
    await sendCompanyCode(founder, { name: "Rhein Alarm", email: email() });
    const stranger = await addFounder(owner);
    const outcome = await verifyCompanyCode(stranger, { email: email(), code: await codeOf(email()) });
    expect(outcome).toEqual({ ok: false, refusal: "CODE_WRONG" });
  });
});

describe("creating", () => {
  test("makes company, owner, history and mail together", async () => {
    await owner.query(
      "insert into simulation_clock (id, name, offset_ms) values (gen_random_uuid(), 'Demo', 86400000)",
    );
    const { id, slug } = await addCompanyOf(owner, founder, { name: "Alpha Works" });

    const clock = await owner.query("select id from simulation_clock where name = 'Demo'");
    expect(await companiesNamed("Alpha Works")).toEqual([
      { id, slug, clock_id: clock.rows[0].id, deleted_at: null, role: "OWNER", account_id: founder.accountId },
    ]);
    expect(slug).toBe("alpha-works");
    expect(await historyOf(owner, id)).toEqual(["company.created"]);
    expect(await mailsTo(owner, founder.email)).toEqual([
      { template: "company-created", data: { company: "Alpha Works", linkPath: "/c/alpha-works/company" } },
    ]);
  });

  test("refused without the code, with nothing written", async () => {
    const outcome = await createCompany(founder, newCompany({ name: "Beta Works" }));
    expect(outcome).toEqual({ ok: false, refusal: "CODE_WRONG" });
    expect(await companiesNamed("Beta Works")).toEqual([]);
    expect(await mailsTo(owner, founder.email)).toEqual([]);
  });

  test("refused with a proof that is a day old", async () => {
    const input = newCompany({ name: "Old Works" });
    await proveEmail(owner, founder, input.email);
    await owner.query("update account_token set used_at = now() - interval '25 hours' where account_id = $1", [
      founder.accountId,
    ]);
    expect(await createCompany(founder, input)).toEqual({ ok: false, refusal: "CODE_WRONG" });
  });

  test("pressed twice at once makes one company, and both presses are told the same", async () => {
    const input = newCompany({ name: "Gamma Works" });
    await proveEmail(owner, founder, input.email);
    const outcomes = await Promise.all([createCompany(founder, input), createCompany(founder, input)]);
    expect(outcomes[0]).toEqual({ ok: true, value: { slug: "gamma-works" } });
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(await companiesNamed("Gamma Works")).toHaveLength(1);
    expect(await mailsTo(owner, founder.email)).toHaveLength(1);
  });

  test("one code makes one company", async () => {
    const input = newCompany({ name: "Delta Works" });
    await proveEmail(owner, founder, input.email);
    await createCompany(founder, input);
    const second = await createCompany(founder, newCompany({ name: "Delta Works" }));
    expect(second).toEqual({ ok: false, refusal: "CODE_WRONG" });
  });

  test("one person may own any number of companies", async () => {
    for (const name of ["First", "Second", "Third"]) await addCompanyOf(owner, founder, { name: `${name} of many` });
    const { rows } = await owner.query("select 1 from employee where account_id = $1 and role = 'OWNER'", [
      founder.accountId,
    ]);
    expect(rows).toHaveLength(3);
  });

  test("another's company under the same form id is not answered with", async () => {
    const { id } = await addCompanyOf(owner, founder, { name: "Epsilon Works" });
    const stranger = await addFounder(owner);
    const input = newCompany({ submissionId: id, name: "Epsilon Works" });
    await proveEmail(owner, stranger, input.email);
    await expect(createCompany(stranger, input)).rejects.toThrow("DUPLICATE_SUBMIT");
    expect(await companiesNamed("Epsilon Works")).toHaveLength(1);
  });
});

describe("the address in the portal", () => {
  test("counts on from a taken one, also from that of a deleted company", async () => {
    await addCompanyOf(owner, founder, { name: "Same Name" });
    await owner.query("update company set deleted_at = now() where name = 'Same Name'");
    expect((await addCompanyOf(owner, founder, { name: "Same-Name!" })).slug).toBe("same-name-2");
  });

  test("taken by ten people at once, each gets an own one", async () => {
    const founders: Founder[] = [];
    for (let n = 0; n < 10; n++) {
      const each = await addFounder(owner);
      await proveEmail(owner, each, newCompany().email);
      founders.push(each);
    }
    const made = await Promise.all(founders.map((each) => createCompany(each, newCompany({ name: "Rush" }))));
    const slugs = made.map((outcome) => (outcome.ok ? outcome.value.slug : outcome.refusal));
    expect(new Set(slugs).size).toBe(10);
    expect(slugs.every((slug) => /^rush(-\d+)?$/.test(slug))).toBe(true);
  });

  test("is never given away by a change of name", async () => {
    const { id, slug } = await addCompanyOf(owner, founder, { name: "Before" });
    await owner.query("update company set name = 'After' where id = $1", [id]);
    const { rows } = await owner.query("select slug from company where id = $1", [id]);
    expect(rows).toEqual([{ slug }]);
  });
});
