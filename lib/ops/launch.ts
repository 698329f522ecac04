/** Runs the `main` of another bundled command in a process of its own: `launch.js worker`. */
const [name = "", ...args] = process.argv.slice(2);
const command = await import(new URL(`./${name}.js`, import.meta.url).href);
process.exitCode = (await command.main({ args })) ?? 0;
