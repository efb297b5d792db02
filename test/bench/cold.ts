import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { buildAssembly } from "@outlay/local/build";
import { functionNames } from "@outlay/infra/bundle";
import { atMost, median, milliseconds, type Figure, type Report, type Size } from "./figures.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const QUEUE = "http://127.0.0.1:9/queue";
const ARN = "arn:aws:sqs:us-east-1:000000000000:queue";
/** Everything that any function asks for; nothing of it is reached at import. */
const ENVIRONMENT = {
  TABLE_NAME: "table",
  USAGE_QUEUE_URL: QUEUE,
  FOLD_QUEUE_URL: QUEUE,
  JOBS_QUEUE_URL: QUEUE,
  NOTIFY_QUEUE_URL: QUEUE,
  PLATFORM_TOKEN_SECRET: "token",
  CURSOR_SECRET: "cursor",
  SEALING_SECRET: "sealing",
  OIDC_INSECURE_LOOPBACK: "false",
  NOTIFIER_LOOPBACK: "false",
  MAIL_FROM: "",
  SMTP_URL: "",
  PLATFORM_OIDC_ISSUER: "",
  PLATFORM_OIDC_AUDIENCE: "",
  USAGE_DEAD_LETTERS_ARN: `${ARN}1`,
  FOLD_DEAD_LETTERS_ARN: `${ARN}2`,
  JOBS_DEAD_LETTERS_ARN: `${ARN}3`,
  NOTIFY_DEAD_LETTERS_ARN: `${ARN}4`,
  OUTLAY_LOCAL_SECRETS: JSON.stringify({ token: "a", cursor: "b", sealing: "c" }),
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
};

/** How long the import of each function's bundle takes in a fresh process, against a handler that does nothing. */
export async function benchCold(size: Size): Promise<Report> {
  const runs = size === "full" ? 7 : 1;
  await buildAssembly(ROOT);
  const dir = mkdtempSync(join(tmpdir(), "outlay-bench-"));
  try {
    mkdirSync(join(dir, "empty"));
    writeFileSync(join(dir, "empty", "handler.mjs"), "export const handler = async () => ({});\n");
    const empty = median(await importTimes(join(dir, "empty"), runs));
    const figures: Figure[] = [];
    for (const name of await functionNames()) {
      const times = await importTimes(join(ROOT, "dist", "functions", name), runs);
      const added = median(times) - empty;
      figures.push({
        name,
        value: `+${milliseconds(added)}`,
        floor: `${milliseconds(empty)} empty handler`,
        goal: atMost(added, 60, "<= +60 ms"),
        note: `the quickest +${milliseconds(Math.min(...times) - empty)}`,
        inTheWay: "loading the AWS clients, zod and, in the api, building every route's schemas",
      });
    }
    return { title: "Cold start: import and initialise", workload: `fresh process each; median of ${runs}`, figures };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function importTimes(dir: string, runs: number): Promise<readonly number[]> {
  const url = pathToFileURL(join(dir, "handler.mjs")).href;
  const script = `const start = performance.now(); await import(${JSON.stringify(url)}); console.log(performance.now() - start);`;
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      env: ENVIRONMENT,
    });
    times.push(Number(stdout.trim().split("\n").at(-1)));
  }
  return times;
}
