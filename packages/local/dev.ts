import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildAssembly } from "./build.ts";
import { demoTenant, type DemoTenant } from "./demo-tenant.ts";
import { startStack, type Stack } from "./stack.ts";

/** `npm start`: builds what changed, runs it here, and says how to talk to it. Ctrl-C drains and stops. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const dataDir = join(root, ".outlay");
const portDefault = 8787;
const port = Number(process.env["PORT"] ?? portDefault);
const startedMs = Date.now();

const assembly = await buildAssembly(root);
console.log(assembly.isNew ? "Built the functions and the template." : "Nothing changed since the last build.");
const stack = await startStack({ templateDir: assembly.dir, dataDir, port, log: console.log }).catch(giveUp);
stopOnSignal(stack);
try {
  const tenant = await demoTenant(join(dataDir, "demo.json"), stack.url, platformTokenOf(stack));
  console.log(welcome(stack.url, tenant));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(`Outlay runs on ${stack.url} without a demo tenant; the functions' logs are in .outlay/logs/.`);
}

function giveUp(error: unknown): never {
  const isPortTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  const reason = error instanceof Error ? error.message : String(error);
  console.error(isPortTaken ? `Port ${port} is taken. Choose another: PORT=8790 npm start` : reason);
  process.exit(1);
}

function platformTokenOf({ secrets }: Stack): string {
  return Object.entries(secrets).find(([name]) => name.endsWith("/platform-token"))?.[1] ?? "";
}

function welcome(url: string, { tenantId, apiKey }: DemoTenant): string {
  return `
Outlay is up after ${((Date.now() - startedMs) / 1000).toFixed(1)} s.

  API            ${url}
  Reference      ${url}/reference
  Demo tenant    ${tenantId}
  Demo API key   ${apiKey}   (kept in .outlay/demo.json)

Try, in another terminal:

  curl -s ${url}/v1/spend?from=${isoDay(-6)}\\&to=${isoDay(1)}\\&group_by=department -H "authorization: Bearer ${apiKey}"
  npm run demo                 a month of believable traffic, and a tour of it
  npm run ingest -- --help     your own CSV or NDJSON of usage

Logs are in .outlay/logs/, data in .outlay/. Ctrl-C drains and stops.`;
}

function isoDay(daysFromToday: number): string {
  return new Date(Date.now() + daysFromToday * 86_400_000).toISOString().slice(0, 10);
}

function stopOnSignal(running: Stack): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1); // asked twice: at once
    isStopping = true;
    console.log("\nDraining ... (Ctrl-C again stops at once)");
    running.close().then(
      () => {
        console.log("Stopped; the data is in .outlay/.");
        process.exit(0);
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}
