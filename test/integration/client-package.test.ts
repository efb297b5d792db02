import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "./serve.ts";
import { createWorld } from "./world.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
let folder = "";

/** An application's folder, with the client's tarball installed. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "outlay-client-"));
  await run(process.execPath, [join(root, "packages/client/build.ts")]);
  await run("npm", ["pack", "--silent", "--pack-destination", folder, join(root, "packages/client/dist")]);
  const [tarball = ""] = await readdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  await run("npm", ["install", "--silent", "--offline", "--no-audit", "--no-fund", `./${tarball}`], { cwd: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const PROGRAM = `
import { createOutlay, isAllowed, OutlayError } from "@outlay/client";

const outlay = createOutlay({ url: process.argv[2], apiKey: process.argv[3], source: "app" });
const requested = { provider: "anthropic", model: "claude-sonnet-4-5" };
const call = async ({ model }) => ({ value: model.model, usage: { input_tokens: 10, output_tokens: 2 } });
const guarded = await outlay.guard({ task_class: "support-drafting", requested }, call, { onUnavailable: "deny" });
await outlay.close();
const error = await outlay.request("get", "/v1/budgets/{budget_id}", { params: { budget_id: "bud_none" } }).catch((thrown) => thrown);
console.log(JSON.stringify({
  major: Number(process.versions.node.split(".")[0]),
  isAllowed: isAllowed(guarded.decision),
  value: guarded.value,
  counts: outlay.counts(),
  isError: error instanceof OutlayError,
}));
`;

/** This Node, and the system's where that is another. */
const nodes = [...new Set([process.execPath, ...systemNodes()])];

function systemNodes(): string[] {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((path) => !path.includes("node_modules"));
  return folders
    .map((path) => join(path, "node"))
    .filter((path) => existsSync(path))
    .slice(0, 1);
}

test("the packed client decides, records and ends, also on the oldest Node at hand from 20 on", async () => {
  await writeFile(join(folder, "program.mjs"), PROGRAM);
  // The app's clock is this machine's, so that the events are none of the future.
  const { app, signUp } = createWorld({ at: new Date().toISOString() });
  const { key } = await signUp();
  const server = await serve(app.fetch);
  for (const node of nodes) {
    const { stdout } = await run(node, ["program.mjs", server.url, key], { cwd: folder });
    const { major, ...said }: Record<string, unknown> = JSON.parse(stdout);
    expect(major).toBeGreaterThanOrEqual(20);
    expect(said).toEqual({
      isAllowed: true,
      value: "claude-sonnet-4-5",
      counts: { recorded: 1, accepted: 1, refused: 0, dropped: 0, waiting: 0 },
      isError: true,
    });
  }
  await server.close();
});

const TYPED = `
import { createOutlay, type Decision } from "@outlay/client";

const outlay = createOutlay({ url: "", apiKey: "", source: "app" });
export async function modelOf(): Promise<string> {
  const decision: Decision = await outlay.decide({ task_class: "drafting" }, { onUnavailable: "deny" });
  switch (decision.verdict) {
    case "allow":
    case "downgrade":
      return decision.model?.model ?? "none";
    case "deny":
    case "needs_approval":
      return decision.reasons.map(({ text }) => text).join();
  }
}
export const spent = async (): Promise<string> =>
  String((await outlay.request("get", "/v1/spend", { query: { group_by: "model" } })).body.totals["cost"]);
// @ts-expect-error What a decision does not take is no member of it.
void outlay.decide({ task_clas: "drafting" }, { onUnavailable: "deny" });
// @ts-expect-error The caller chooses what an unavailable Outlay means.
void outlay.decide({}, {});
// @ts-expect-error There is no such path.
void outlay.request("get", "/v1/none", {});
`;

test("its types hold for a strict application, and tell verdicts apart", async () => {
  await writeFile(join(folder, "typed.ts"), TYPED);
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom"];
  const tsc = join(root, "node_modules/.bin/tsc");
  await expect(run(tsc, [...options, "--types", "", "typed.ts"], { cwd: folder })).resolves.toMatchObject({
    stderr: "",
  });
});

test("it is small: its modules have no dependency, and less than 40 kB before any bundler", async () => {
  const { stdout } = await run("npm", ["pack", "--json", "--dry-run", join(root, "packages/client/dist")]);
  const [packed]: { files: { path: string; size: number }[] }[] = JSON.parse(stdout);
  const modules = (packed?.files ?? []).filter(({ path }) => path.endsWith(".js"));
  expect(modules.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(40_000);
});
