import { cp, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const functionsDir = fileURLToPath(new URL("../functions/", import.meta.url));

/** Some dependencies are CommonJS inside an ES module: they need a `require`. */
const banner = "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);";

/** Zod carries its messages in some 50 languages, a third of a megabyte; ours are in English, in our own words. */
const withoutZodLocales: esbuild.Plugin = {
  name: "without-zod-locales",
  setup(build) {
    build.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/][^\\/]+\.js$/ }, ({ path }) =>
      /[\\/](en|index)\.js$/.test(path)
        ? null
        : { contents: "export default () => ({ localeError: () => undefined });" },
    );
  },
};

/** The functions there are: each folder of functions/ that has a handler. */
export async function functionNames(): Promise<string[]> {
  const entries = await readdir(functionsDir, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/**
 * Bundles each function into `<outDir>/<name>/handler.mjs` for Node 24, with a source map beside it. What a function
 * imports lazily is a chunk of its own. The api takes along the files of its reference page.
 */
export async function bundleFunctions(outDir: string): Promise<void> {
  const names = await functionNames();
  await rm(outDir, { recursive: true, force: true });
  await Promise.all(names.map(async (name) => bundle(join(functionsDir, name, "handler.ts"), join(outDir, name))));
  await copySwaggerUi(join(outDir, "api", "swagger-ui"));
}

/** Bundles one entry file to `<outDir>/handler.mjs`. */
export async function bundle(entry: string, outDir: string): Promise<void> {
  await esbuild.build({
    entryPoints: { handler: entry },
    outdir: outDir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    chunkNames: "chunk-[hash]",
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    banner: { js: banner },
    minify: true,
    sourcemap: "linked",
    sourcesContent: false,
    legalComments: "none",
    logLevel: "warning",
    plugins: [withoutZodLocales],
  });
}

async function copySwaggerUi(outDir: string): Promise<void> {
  const fromApi = createRequire(join(functionsDir, "api", "package.json"));
  const source = dirname(fromApi.resolve("swagger-ui-dist/package.json"));
  for (const file of ["swagger-ui-bundle.js", "swagger-ui.css"]) await cp(join(source, file), join(outDir, file));
}
