import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** What the bundles and the template are made of. */
const sources = ["functions/**/*.ts", "packages/**/*.ts", "infra/**/*.ts", "pnpm-lock.yaml", "cdk.json"];
const isLeftOut = (file: string) => /node_modules|\.test\.ts$|^packages\/(local|cli)\//.test(file);

/** Bundles the functions and synthesises the template into `<root>/cdk.out`, unless that is what is there already. */
export async function buildAssembly(root: string): Promise<{ dir: string; isNew: boolean }> {
  const dir = join(root, "cdk.out");
  const mark = join(dir, "sources.sha256");
  const hash = hashSources(root);
  if (existsSync(mark) && readFileSync(mark, "utf8") === hash) return { dir, isNew: false };
  rmSync(dir, { recursive: true, force: true });
  const env = { ...process.env, CDK_OUTDIR: dir };
  await promisify(execFile)(process.execPath, [join(root, "infra", "app.ts")], { cwd: root, env });
  writeFileSync(mark, hash);
  return { dir, isNew: true };
}

function hashSources(root: string): string {
  const hash = createHash("sha256");
  const files = sources.flatMap((pattern) => globSync(pattern, { cwd: root })).filter((file) => !isLeftOut(file));
  for (const file of files.toSorted())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  return hash.digest("hex");
}
