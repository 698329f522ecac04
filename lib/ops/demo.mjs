// The one file that starts bare: on any Node >= 20 and before anything is installed, so it imports nothing but Node.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { hashFiles, isStamped, stamp } from "./stamps.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const bin = join(root, "node_modules", ".bin");
const pinnedNode = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
const installRecord = join("node_modules", ".portal-lock");

/** Keeps tools from sending anything home, and from downloading an engine that `prisma generate` never runs. */
const toolEnvironment = {
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
};

/** Something the person at the keyboard can mend: shown as its sentence, without a stack. */
class Problem extends Error {
  name = "Problem";
}

/**
 * Runs a tool to its end; its output is shown only if it fails.
 * @param {string} what what is being done, in words
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<void>}
 */
function runTool(what, command, args) {
  process.stderr.write(`${what} …\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...toolEnvironment },
      stdio: ["ignore", "pipe", "pipe"],
      shell: command.endsWith(".cmd"),
    });
    const stop = () => child.kill();
    process.once("SIGTERM", stop);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => reject(new Problem(`${what} failed: ${command} does not start (${error.message}).`)));
    child.on("close", (code) => {
      process.removeListener("SIGTERM", stop);
      if (code === 0) resolve();
      else reject(new Problem(`${output.trim()}\n${what} failed; the lines above say why.`));
    });
  });
}

/** Tells whether npm itself recorded an installation of everything the lock demands. */
function isInstalledByHand() {
  const hidden = join("node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;

  const installed = JSON.parse(readFileSync(hidden, "utf8")).packages;
  const locked = Object.entries(JSON.parse(readFileSync("package-lock.json", "utf8")).packages);
  return locked.every(([path, { version, optional, peer }]) => {
    const isLeftOut = installed[path] === undefined && (optional || peer);
    return path === "" || isLeftOut || installed[path]?.version === version;
  });
}

/** Installs from the lock, unless exactly this lock is installed. */
async function install() {
  const lock = hashFiles(["package-lock.json"]);
  const isRecorded = existsSync(installRecord) && readFileSync(installRecord, "utf8") === lock;
  if (existsSync(pinnedNode) && (isRecorded || isInstalledByHand())) return;

  const npm = process.env.npm_execpath;
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  if (npm?.endsWith(".js")) await runTool("Installing packages", process.execPath, [npm, ...args]);
  else await runTool("Installing packages", process.platform === "win32" ? "npm.cmd" : "npm", args);

  if (!existsSync(pinnedNode)) {
    throw new Problem("npm left out the pinned Node: run `npm config delete ignore-scripts`, then start again.");
  }
  writeFileSync(installRecord, lock);
}

const parentCheckMs = 300;

/**
 * Calls `stop` once what started this process is gone: a signal sent to npm ends the shell between npm and us alone.
 * @param {() => void} stop
 */
function onOrphaned(stop) {
  const parent = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(check);
    stop();
  }, parentCheckMs);
  check.unref();
}

/**
 * Starts this command again on the pinned Node and hands over its exit code.
 * @returns {Promise<number>}
 */
function startOnPinnedNode() {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, process.argv.slice(1), { stdio: ["inherit", "inherit", "inherit", "ipc"] });
    // The terminal sends SIGINT to both; this process only waits for the other.
    process.on("SIGINT", () => undefined);
    for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    onOrphaned(() => child.kill());
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

async function generateClient() {
  const hash = hashFiles(["prisma/schema", "prisma.config.ts", "package-lock.json"]);
  if (isStamped("client", hash) && existsSync("prisma/generated/client.ts")) return;
  await runTool("Generating the database client", process.execPath, ["node_modules/prisma/build/index.js", "generate"]);
  stamp("client", hash);
}

async function bundleCommands() {
  const inputs = ["lib", "prisma", "tests/support", "vite.worker.config.ts", "tsconfig.json", "package-lock.json"];
  const hash = hashFiles(inputs);
  if (isStamped("commands", hash) && existsSync(".build/commands")) return;
  const args = ["node_modules/vite/bin/vite.js", "build", "-c", "vite.worker.config.ts", "--logLevel", "error"];
  await runTool("Bundling the commands", process.execPath, args);
  stamp("commands", hash);
}

/** Node warns about modules of WebAssembly, which the migration engine is. */
function silenceExperimentalWarnings() {
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (warning.name !== "ExperimentalWarning") process.stderr.write(`${warning.stack}\n`);
  });
}

async function main() {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < 20) throw new Problem(`Node ${process.version} is too old: install Node 20 or newer, then start again.`);

  process.chdir(root);
  await install();
  const { version } = JSON.parse(readFileSync(join("node_modules", "node", "package.json"), "utf8"));
  if (process.version !== `v${version}`) return startOnPinnedNode();

  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;
  await generateClient();
  await bundleCommands();
  silenceExperimentalWarnings();
  const given = process.argv.slice(2);
  const [name = "demo", ...args] = given[0]?.startsWith("-") ? ["demo", ...given] : given;
  const file = join(root, ".build", "commands", `${name}.js`);
  if (!existsSync(file)) throw new Problem(`There is no command named ${name}; README.md lists them.`);

  const command = await import(pathToFileURL(file).href);
  return command.main({ args, environment: { ...process.env, ...toolEnvironment } });
}

/**
 * Turns what was thrown into what is shown: a sentence where the person at the keyboard can mend it, else the stack.
 * @param {Error & { code?: string, path?: string }} error
 */
function describe(error) {
  if (error.name === "Problem") return error.message;
  if (error.code === "EACCES" || error.code === "EPERM") {
    return (
      `${error.path} is closed to the user you are: take it over with chown, or keep the data elsewhere with ` +
      "PORTAL_DATA_DIR=/var/tmp/portal-data npm run demo."
    );
  }
  return error.stack ?? error.message;
}

try {
  process.exit((await main()) ?? 0);
} catch (error) {
  process.stderr.write(`${describe(error)}\n`);
  process.exit(1);
}
