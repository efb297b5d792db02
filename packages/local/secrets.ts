import { randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isJson, numberAt, objectAt } from "./json.ts";
import type { Resource } from "./template.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** The value of each secret in the template, by name: made once, then kept in `file`, which only its owner can read. */
export function keepSecrets(file: string, resources: readonly Resource[]): Readonly<Record<string, string>> {
  const kept: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const secrets: Record<string, string> = {};
  for (const { type, name, properties } of resources) {
    if (type !== "AWS::SecretsManager::Secret") continue;
    const before = isJson(kept) ? kept[name] : undefined;
    const length = numberAt(objectAt(properties, "GenerateSecretString"), "PasswordLength", 32);
    secrets[name] = typeof before === "string" ? before : generate(length);
  }
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

const generate = (length: number) => Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
