import { ATTRIBUTION_DIMENSIONS, CONSUMER_DIMENSIONS } from "@outlay/domain/dimensions";
import type { WireEvent } from "@outlay/sources/usage-events";
import * as z from "zod";
import { headerTexts } from "./header-texts.ts";

const PREFIX = "x-outlay-";
const TAG_PREFIX = `${PREFIX}tag-`;

/** Members of an event, by the headers that state them: `x-outlay-` and the name here. */
const MEMBERS: ReadonlyMap<string, readonly [string, ...string[]]> = new Map([
  ["id", ["id"]],
  ["source", ["source"]],
  ["time", ["time"]],
  ["operation", ["operation"]],
  ["model", ["model"]],
  ["requested-model", ["requested_model"]],
  ["service-tier", ["service_tier"]],
  ["region", ["region"]],
  ["status", ["status"]],
  ["duration-ms", ["duration_ms"]],
  ["run-id", ["run", "id"]],
  ["run-started-at", ["run", "started_at"]],
  ["run-parent-id", ["run", "parent_id"]],
  ["run-step", ["run", "step"]],
  ["run-attempt", ["run", "attempt"]],
  ["task-id", ["run", "task_id"]],
  ["task-class", ["run", "task_class"]],
  ["risk", ["run", "risk"]],
  ["route", ["route", "id"]],
  ["route-type", ["route", "type"]],
  ["decision-id", ["route", "decision_id"]],
  ["reservation-id", ["route", "reservation_id"]],
  ["attempt", ["route", "attempt"]],
  ["fallback-from", ["route", "fallback_from"]],
  ["usage-basis", ["usage_basis"]],
  ...ATTRIBUTION_DIMENSIONS.map((dimension): [string, [string, ...string[]]] => [
    dimension.replaceAll("_", "-"),
    ["attribution", dimension],
  ]),
  ...CONSUMER_DIMENSIONS.map((dimension): [string, [string, ...string[]]] => [
    `consumer-${dimension.replaceAll("_", "-")}`,
    ["attribution", "consumer", dimension],
  ]),
]);
const NUMBERS: ReadonlySet<string> = new Set(["duration-ms", "run-step", "run-attempt", "attempt"]);

const DESCRIPTIONS: ReadonlyMap<string, string> = new Map([
  ["id", "Names the event; without it, the response's own id does. Of the results of a batch it names the batch."],
  ["source", "The system that tells of the event; without it, `responses/` and the provider."],
  ["time", "When it happened; without it, what the response says, else when it came first."],
  ["model", "Where the response names none."],
  ["operation", "Where it is another than the response shows, e.g. evaluation."],
]);

/** For the contract. Tags are `x-outlay-tag-` and the tag's name. */
export const EventHeaders = z.object(
  Object.fromEntries(
    [...MEMBERS.keys()].map((name) => [
      PREFIX + name,
      z
        .string()
        .optional()
        .meta({ description: DESCRIPTIONS.get(name) ?? `${MEMBERS.get(name)?.join(".")} of the event.` }),
    ]),
  ),
);

/**
 * What the headers say of an event. A value is ASCII; any other character is percent-encoded UTF-8. Headers that are not known
 * are ignored, as members of a body are. Throws `invalid_request` with all values that cannot be decoded.
 */
export function readEventHeaders(headers: Headers): WireEvent {
  const tree: Tree = {};
  for (const [{ path, isNumber }, text] of headerTexts(headers, memberOf)) {
    set(tree, path, isNumber && /^\d+$/.test(text) ? Number(text) : text);
  }
  return tree;
}

/** The member of an event that a header states. */
function memberOf(header: string): { readonly path: readonly string[]; readonly isNumber: boolean } | undefined {
  if (header.startsWith(TAG_PREFIX)) {
    return { path: ["attribution", "tags", header.slice(TAG_PREFIX.length)], isNumber: false };
  }
  const name = header.startsWith(PREFIX) ? header.slice(PREFIX.length) : "";
  const path = MEMBERS.get(name);
  return path && { path, isNumber: NUMBERS.has(name) };
}

interface Tree {
  [name: string]: unknown;
}

/** Objects without a prototype: a tag may have any name. */
function set(tree: Tree, [name = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const inner = tree[name];
  const branch: Tree = isTree(inner) ? inner : Object.create(null);
  tree[name] = branch;
  set(branch, rest, value);
}

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null;

const HEADERS_BY_POINTER: ReadonlyMap<string, string> = new Map(
  [...MEMBERS].map(([name, path]) => [`/${path.join("/")}`, PREFIX + name]),
);

/** The place of a member of the event: the header that states it or could have, else the member's own pointer. */
export function headerOf(pointer: string): string {
  const header = HEADERS_BY_POINTER.get(pointer);
  return header === undefined ? pointer : `header:${header}`;
}
