import type { Transaction } from "../context";

/** Silence after which a worker counts as dead, in seconds. */
export const silenceSeconds = 15;

/** Writes that a job pool lives. `now` is real time. */
export async function beat(tx: Transaction, poolId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    insert into worker_beat (pool_id, process, started_at, beat_at) values (${poolId}, 'worker', ${now}, ${now})
    on conflict (pool_id) do update set beat_at = excluded.beat_at`;
}

/** Reads the ids of the pools that have beaten lately. */
export async function listLivingPools(tx: Transaction, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ poolId: string }[]>`
    select pool_id as "poolId" from worker_beat
    where beat_at >= ${now}::timestamptz - make_interval(secs => ${silenceSeconds})`;
  return rows.map(({ poolId }) => poolId);
}

/** Removes the beats of pools that fell silent. */
export async function forgetSilentPools(tx: Transaction, now: Date): Promise<void> {
  await tx.$executeRaw`
    delete from worker_beat where beat_at < ${now}::timestamptz - make_interval(secs => ${silenceSeconds})`;
}

/** Answers whether some worker has beaten lately. */
export async function isWorkerAlive(tx: Transaction, now: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<[{ isAlive: boolean }]>`
    select exists (select from worker_beat where beat_at >= ${now}::timestamptz - make_interval(secs => ${silenceSeconds}))
      as "isAlive"`;
  return rows[0].isAlive;
}

/** Reads the names of the migrations that are applied. */
export async function listAppliedMigrations(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null`;
  return rows.map(({ name }) => name);
}
