/**
 * Runs the `main` of another bundled command in a process of its own: `launch.js worker`. What the person at the keyboard
 * can mend is shown as its sentence alone.
 */
const [name = "", ...args] = process.argv.slice(2);
try {
  const command = await import(new URL(`./${name}.js`, import.meta.url).href);
  process.exitCode = (await command.main({ args })) ?? 0;
} catch (error) {
  if (!(error instanceof Error) || error.name !== "Problem") throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
