import { readFile, writeFile } from "node:fs/promises";
import { apiTypesText } from "./api-types-text.ts";

const document = await readFile(new URL("../../openapi.json", import.meta.url), "utf8");
await writeFile(new URL("api-types.ts", import.meta.url), await apiTypesText(document));
