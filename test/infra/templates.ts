import { buildApp } from "@outlay/infra/build-app";
import { Template } from "aws-cdk-lib/assertions";
import { Code } from "aws-cdk-lib/aws-lambda";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The deployment as CloudFormation sees it, with empty functions: what is asserted on here is around them. */
export function synthesise() {
  const codeDir = mkdtempSync(join(tmpdir(), "outlay-infra-"));
  writeFileSync(join(codeDir, "handler.mjs"), "export const handler = async () => {};");
  const outdir = mkdtempSync(join(tmpdir(), "outlay-cdk-"));
  const built = buildApp({
    outdir,
    account: "111111111111",
    region: "eu-west-1",
    codeOf: () => Code.fromAsset(codeDir),
  });
  return { ...built, dataTemplate: Template.fromStack(built.data), serviceTemplate: Template.fromStack(built.service) };
}

export type Json = Readonly<Record<string, unknown>>;

/** A template's parts are JSON objects wherever this is used; anything else fails the test that asked. */
export function json(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${String(value)} is no object`);
  return value as Json;
}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Logical id and properties of each resource of a type. */
export function resourcesOf(template: Template, type: string): [string, Json][] {
  return Object.entries(template.findResources(type)).map(([id, resource]) => [id, json(json(resource)["Properties"])]);
}

/** What an intrinsic function points at, without the hash: `usageWorkQueue`; text as it is. */
export function target(value: unknown): string {
  if (typeof value === "string") return value;
  const [name, argument] = Object.entries(json(value))[0] ?? ["", ""];
  const first =
    name === "Fn::ImportValue" ? String(argument).replace(/^.*Output(FnGetAtt|Ref)/, "") : String(list(argument)[0]);
  return first.replace(/[0-9A-F]{8}.*$/, "");
}
