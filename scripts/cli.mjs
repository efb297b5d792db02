// Starts one of the command-line programs on the pinned Node, installing first; runs itself on any Node, with nothing installed.
// Arguments are handed on as they are, so that spaces and quotes survive: `node scripts/cli.mjs ingest FILE --map ...`.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [program, ...args] = process.argv.slice(2);
const programs = new Map([
  ["start", "packages/local/dev.ts"],
  ["ingest", "packages/cli/ingest.ts"],
  ["demo", "packages/cli/demo.ts"],
  ["bench", "test/bench/bench.ts"],
  ["prove", "test/crash/prove.ts"],
  ["prove:caps", "test/caps/prove.ts"],
  ["prove:model", "test/model/search.ts"],
  ["prove:anomalies", "test/anomalies/search.ts"],
]);
const file = programs.get(program);
if (file === undefined) {
  console.error(`Usage: node scripts/cli.mjs ${[...programs.keys()].join("|")} [arguments]`);
  process.exit(2);
}
const entry = join(root, file);

// Ctrl-C reaches the child too, as the terminal's whole process group: wait for how it ends.
process.on("SIGINT", () => {});

// The first start downloads for a while, and shows it.
const quiet = program === "start" ? "" : " --silent";
const install = ["--yes", "--prefer-offline", "-p", "pnpm@12.4.2", "-c", `pnpm install --frozen-lockfile${quiet}`];
const installed = await run("npx", install, { cwd: root });
if (installed !== 0) {
  console.error("The dependencies could not be installed; `npm start` shows why.");
  process.exit(installed);
}

const pinned = join(root, "node_modules", ".bin", "node");
const node = existsSync(pinned) ? pinned : process.execPath;
const guard = new URL("node24.mjs", import.meta.url).href;
// npm runs scripts in the root; relative paths are meant from where npm was called.
process.exit(await run(node, ["--import", guard, entry, ...args], { cwd: process.env.INIT_CWD ?? process.cwd() }));

/** The exit code. The installer's output goes to stderr: stdout is the program's alone. */
function run(command, args, { cwd }) {
  const stdio = command === "npx" ? ["ignore", 2, 2] : "inherit";
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio, shell: command === "npx" && process.platform === "win32" });
    child.on("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
}
