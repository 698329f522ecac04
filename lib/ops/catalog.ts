import type { Client } from "pg";

/** What a database consists of: the name of each object, as "index employee_one_owner", and its definition as text. */
export type Catalog = Map<string, string>;

/** Schemas that belong to others: the server, the job queue, and the record of the seed. */
const foreignSchemas = "('pg_catalog', 'information_schema', 'pg_toast', 'graphile_worker', 'portal_ops')";

/** Relations of ours: no part of an extension, and not the engine's own table. */
const ourRelations = `
  select c.oid, c.relkind, c.relrowsecurity, c.relforcerowsecurity,
    case when n.nspname = 'public' then c.relname else n.nspname || '.' || c.relname end as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname not in ${foreignSchemas} and c.relname not like '\\_prisma\\_migrations%'
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

const questions = [
  `select 'table ' || name as key, concat_ws(' ', relkind, relrowsecurity, relforcerowsecurity) as definition
   from ours where relkind in ('r', 'p')`,
  `select 'view ' || name, pg_get_viewdef(oid) from ours where relkind in ('v', 'm')`,
  `select 'column ' || o.name || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
     case when a.attnotnull then 'not null' end, nullif('identity ' || a.attidentity::text, 'identity '),
     nullif('generated ' || a.attgenerated::text, 'generated '), pg_get_expr(d.adbin, d.adrelid))
   from ours o join pg_attribute a on a.attrelid = o.oid
   left join pg_attrdef d on d.adrelid = o.oid and d.adnum = a.attnum
   where o.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`,
  `select 'constraint ' || o.name || '.' || k.conname, pg_get_constraintdef(k.oid)
   from ours o join pg_constraint k on k.conrelid = o.oid where k.contype not in ('n', 't')`,
  `select 'index ' || o.name, pg_get_indexdef(o.oid) from ours o
   where o.relkind = 'i' and not exists (select from pg_constraint k where k.conindid = o.oid and k.contype in ('p', 'u', 'x'))`,
  `select 'sequence ' || o.name, format_type(s.seqtypid, null) || ' ' || s.seqincrement from ours o join pg_sequence s on s.seqrelid = o.oid`,
  `select 'trigger ' || o.name || '.' || t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
   from ours o join pg_trigger t on t.tgrelid = o.oid where not t.tgisinternal`,
  `select 'policy ' || o.name || '.' || p.polname, concat_ws(' ', p.polcmd::text, p.polpermissive::text,
     pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
   from ours o join pg_policy p on p.polrelid = o.oid`,
  `select 'function ' || p.oid::regprocedure, pg_get_functiondef(p.oid)
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname not in ${foreignSchemas} and p.prokind in ('f', 'p')
     and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`,
  `select 'enum ' || t.typname, (select string_agg(e.enumlabel, ' ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)
   from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'e' and n.nspname not in ${foreignSchemas}`,
  `select 'extension ' || extname, '' from pg_extension where extname <> 'plpgsql'`,
];

/** Reads every object of a database that is ours, sorted by name. */
export async function readCatalog(client: Client): Promise<Catalog> {
  const all = questions.map((question) => `select * from (${question}) as q(key, definition)`).join(" union all ");
  const { rows } = await client.query<{ key: string; definition: string }>(
    `with ours as (${ourRelations}) select key, coalesce(definition, '') as definition from (${all}) as every order by key`,
  );
  return new Map(rows.map(({ key, definition }) => [key, definition]));
}
