import { join } from "node:path";
import { Cleanup, onStopRequest } from "./child-processes";
import type { CommandContext } from "./command";
import { connect } from "./connect";
import { ensureOwnedDatabase, ownerName } from "./demo-database";
import { readDataDir } from "./demo-options";
import { disposableFolder } from "./disposable-folder";
import { claimDataFolder } from "./instance-lock";
import { localUrl, startLocalPostgres } from "./local-postgres";
import { loadSecrets } from "./secrets";

/** Makes an empty database of the given name and returns its owner's address. */
export type MakeDatabase = (name: string) => Promise<string>;

/** Runs `work` against a server that is empty before and gone after, whatever happens. */
export async function withScratchServer<Result>(
  { environment }: CommandContext,
  work: (makeDatabase: MakeDatabase) => Promise<Result>,
): Promise<Result> {
  const cleanup = new Cleanup();
  onStopRequest(() => void cleanup.run().then(() => process.exit(130)));
  const dataDir = readDataDir(environment);
  const folder = join(dataDir, "scratch");
  const { superuserPassword, ownerPassword } = loadSecrets(dataDir);
  try {
    await cleanup.add(await claimDataFolder(folder, "another command"));
    const server = await startLocalPostgres({
      folder: disposableFolder(join(folder, "postgres")),
      superuserPassword,
      isDurable: false,
      isFresh: true,
    });
    await cleanup.add(server.stop);
    const superuser = await connect(
      localUrl(server.port, "postgres", { name: "postgres", password: superuserPassword }),
    );
    await cleanup.add(() => superuser.end());
    return await work(async (name) => {
      await ensureOwnedDatabase(superuser, name, ownerPassword);
      return localUrl(server.port, name, { name: ownerName, password: ownerPassword });
    });
  } finally {
    await cleanup.run();
  }
}
