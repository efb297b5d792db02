import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Makes dist/ a package by itself, of plain ES modules and their types: `npm pack ./dist` packs it, `npm publish ./dist` publishes it. */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

rmSync(here("dist"), { recursive: true, force: true });
execFileSync(here("../../node_modules/.bin/tsc"), ["-p", here("tsconfig.build.json")], { stdio: "inherit" });
copyFileSync(here("README.md"), here("dist/README.md"));
const { name, version, description, license }: Record<string, string> = JSON.parse(
  readFileSync(here("package.json"), "utf8"),
);
const manifest = {
  name,
  version,
  description,
  license,
  type: "module",
  exports: { ".": { types: "./client.d.ts", default: "./client.js" } },
  sideEffects: false,
  engines: { node: ">=20" },
};
writeFileSync(here("dist/package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
