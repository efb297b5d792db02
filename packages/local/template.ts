import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isJson, objectAt, textAt, type Json } from "./json.ts";

/** One resource of a synthesised template. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Json;
  /** The physical name it gets here: the one the template states, or one made of stack and logical id. */
  readonly name: string;
}

/** What `Ref` and `Fn::GetAtt` give for a resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Deployment {
  readonly resources: readonly Resource[];
  /** Export name to the stack it comes from and its unresolved value. */
  readonly exports: ReadonlyMap<string, { readonly stack: string; readonly value: unknown }>;
  /** Object key of an asset to its folder. */
  readonly assets: ReadonlyMap<string, string>;
}

export const region = "us-east-1";
export const account = "000000000000";

const pseudoParameters: Readonly<Record<string, string>> = {
  "AWS::Region": region,
  "AWS::AccountId": account,
  "AWS::Partition": "aws",
  "AWS::URLSuffix": "amazonaws.com",
};

const nameProperties = ["FunctionName", "QueueName", "TableName", "TopicName", "Name"];

/** Reads all stacks of a cloud assembly: `*.template.json` and, for the folders of the code, `*.assets.json`. */
export function readDeployment(dir: string): Deployment {
  const files = readdirSync(dir).toSorted();
  const stacks = files
    .filter((file) => file.endsWith(".template.json"))
    .map((file) => file.replace(".template.json", ""));
  if (stacks.length === 0) throw new Error(`There is no template in ${dir}`);
  const templates = stacks.map((stack) => ({ stack, template: readJson(join(dir, `${stack}.template.json`)) }));
  return {
    resources: templates.flatMap(({ stack, template }) => resourcesOf(stack, template)),
    exports: new Map(templates.flatMap(({ stack, template }) => exportsOf(stack, template))),
    assets: new Map(files.filter((file) => file.endsWith(".assets.json")).flatMap((file) => assetsOf(dir, file))),
  };
}

function readJson(path: string): Json {
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isJson(value)) throw new Error(`${path} is not a JSON object`);
  return value;
}

function resourcesOf(stack: string, template: Json): Resource[] {
  const resources = objectAt(template, "Resources");
  return Object.keys(resources).map((logicalId) => {
    const resource = objectAt(resources, logicalId);
    const properties = "Properties" in resource ? objectAt(resource, "Properties") : {};
    const stated = nameProperties.map((name) => properties[name]).find((name) => typeof name === "string");
    const name = typeof stated === "string" ? stated : `${stack}-${logicalId.replace(/[0-9A-F]{8}$/, "")}`;
    return { stack, logicalId, type: textAt(resource, "Type"), properties, name };
  });
}

function exportsOf(stack: string, template: Json): [string, { stack: string; value: unknown }][] {
  const outputs = "Outputs" in template ? objectAt(template, "Outputs") : {};
  return Object.keys(outputs).flatMap((id): [string, { stack: string; value: unknown }][] => {
    const output = objectAt(outputs, id);
    return "Export" in output ? [[textAt(objectAt(output, "Export"), "Name"), { stack, value: output["Value"] }]] : [];
  });
}

function assetsOf(dir: string, file: string): [string, string][] {
  const assets = objectAt(readJson(join(dir, file)), "files");
  return Object.keys(assets).flatMap((hash): [string, string][] => {
    const asset = objectAt(assets, hash);
    const path = join(dir, textAt(objectAt(asset, "source"), "path"));
    const destinations = objectAt(asset, "destinations");
    return Object.keys(destinations).map((id) => [textAt(objectAt(destinations, id), "objectKey"), path]);
  });
}

/** Evaluates CloudFormation's functions inside a value of `stack`. Throws on one that is not known here. */
export function resolve(
  deployment: Deployment,
  identityOf: (resource: Resource) => Identity,
  stack: string,
  value: unknown,
): unknown {
  const go = (inner: unknown, from = stack) => resolve(deployment, identityOf, from, inner);
  if (Array.isArray(value)) return value.map((item) => go(item));
  if (!isJson(value)) return value;

  const find = (logicalId: string) => {
    const found = deployment.resources.find((resource) => resource.stack === stack && resource.logicalId === logicalId);
    if (found === undefined) throw new Error(`The template has no resource ${logicalId}`);
    return identityOf(found);
  };
  const attribute = (logicalId: string, name: string) => {
    const found = find(logicalId).attributes[name];
    if (found === undefined) throw new Error(`Fn::GetAtt ${logicalId}.${name} is not known here`);
    return found;
  };
  const ref = (name: string) => pseudoParameters[name] ?? find(name).ref;

  const [key, ...others] = Object.keys(value);
  const argument = key === undefined ? undefined : value[key];
  if (others.length > 0 || key === undefined || !(key === "Ref" || key.startsWith("Fn::"))) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, go(item)]));
  }
  const list = Array.isArray(argument) ? argument.map((item) => go(item)) : [];
  switch (key) {
    case "Ref":
      return ref(String(argument));
    case "Fn::GetAtt":
      return attribute(String(list[0]), String(list[1]));
    case "Fn::Join":
      return Array.isArray(list[1]) ? list[1].map(String).join(String(list[0])) : "";
    case "Fn::Select":
      return Array.isArray(list[1]) ? list[1][Number(list[0])] : undefined;
    case "Fn::Split":
      return String(list[1]).split(String(list[0]));
    case "Fn::Sub":
      return String(argument).replaceAll(/\$\{([^}!]+)\}/g, (_all, name: string) => {
        const [logicalId = "", attributeName] = name.split(".");
        return attributeName === undefined ? ref(logicalId) : attribute(logicalId, attributeName);
      });
    case "Fn::ImportValue": {
      const found = deployment.exports.get(String(argument));
      if (found === undefined) throw new Error(`No stack exports ${String(argument)}`);
      return go(found.value, found.stack);
    }
    default:
      throw new Error(`${key} is not known here`);
  }
}
