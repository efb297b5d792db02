import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SAMPLES = fileURLToPath(new URL("../../../shared/samples/", import.meta.url));

/** Larger ones would be copied for most of the time, and show nothing else. */
const SAMPLE_CHARACTERS_MAX = 20_000;

/** Each smaller JSON file in a folder of the samples; none where the samples are not at hand. */
export function samplesOf(folder: string): readonly unknown[] {
  const path = SAMPLES + folder;
  if (!existsSync(path)) return [];
  const files = readdirSync(path).filter((name) => name.endsWith(".json"));
  const texts = files.map((name) => readFileSync(`${path}/${name}`, "utf8"));
  return texts.filter(({ length }) => length <= SAMPLE_CHARACTERS_MAX).map((text): unknown => JSON.parse(text));
}

/** The raw responses of the samples, which lie in one file. */
export function sampleResponses(): readonly unknown[] {
  const path = `${SAMPLES}provider-usage/usages.json`;
  const file: unknown = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : [];
  return Array.isArray(file) ? file.map((sample: { readonly body: unknown }) => sample.body) : [];
}
