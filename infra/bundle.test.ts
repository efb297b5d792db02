import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { bundle } from "./bundle.ts";

/** Bundles one source, as if it were a function's handler in this package, and loads what came out. */
async function bundled(source: string) {
  const entry = join(import.meta.dirname, "node_modules", `bundle-${randomUUID()}.ts`);
  const outDir = mkdtempSync(join(tmpdir(), "outlay-bundle-"));
  writeFileSync(entry, source);
  try {
    await bundle(entry, outDir);
  } finally {
    rmSync(entry);
  }
  const file = join(outDir, "handler.mjs");
  const loaded: Record<string, unknown> = await import(pathToFileURL(file).href);
  return { outDir, kilobytes: statSync(file).size / 1000, handler: loaded["handler"] };
}

test("zod speaks English, without the other fifty languages", async () => {
  const { handler, kilobytes } = await bundled(`
    import * as z from "zod";
    export const handler = z.safeParse(z.object({ a: z.string().min(1) }), { a: 1 }).error?.issues[0]?.message;
  `);
  expect(handler).toBe("Invalid input: expected string, received number");
  expect(kilobytes).toBeLessThan(150);
});

test("what is imported lazily is a file of its own, and maps lie beside", async () => {
  const { outDir, kilobytes } = await bundled(`export const handler = async () => import("@outlay/platform/ids");`);
  const files = readdirSync(outDir).toSorted();
  expect(kilobytes).toBeLessThan(1);
  expect(files.filter((file) => file.endsWith(".mjs"))).toHaveLength(2);
  expect(files).toContain("handler.mjs.map");
});

test("a CommonJS dependency finds its require", async () => {
  const { handler } = await bundled(`
    export const handler = typeof require("node:os").cpus;
  `);
  expect(handler).toBe("function");
});
