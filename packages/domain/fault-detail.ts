import type { $ZodIssue } from "zod/v4/core";

/**
 * What a fault of a schema says to a caller, in a sentence; a schema's own message stays as it is. JSON knows no `undefined`: what
 * is not there is required.
 */
export function faultDetail(issue: $ZodIssue): string {
  const { message } = issue;
  if (message.endsWith("received undefined")) return "This is required.";
  return ZOD_WORDS.test(message) ? (sentenceOf(issue) ?? message) : message;
}

/** How zod's own messages begin; a schema that says it better says it otherwise. */
const ZOD_WORDS = /^(Invalid |Too (big|small):)/;

function sentenceOf(issue: $ZodIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return `This is no ${TYPES[issue.expected] ?? issue.expected}.`;
    case "invalid_value":
      return issue.values.length === 1
        ? `This is not ${String(issue.values[0])}.`
        : `This is none of ${issue.values.map(String).join(", ")}.`;
    case "too_big":
      return bound(issue.origin, issue.inclusive === false ? "less than" : "at most", issue.maximum);
    case "too_small":
      return bound(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum);
    case "not_multiple_of":
      return `This is no multiple of ${issue.divisor}.`;
    case "invalid_format":
      return `This is not written as ${FORMATS[issue.format] ?? "it must be"}.`;
    case "invalid_union":
      return "This has none of the forms that are allowed here.";
    case "invalid_key":
      return ownWords(issue.issues[0]) ?? "A member has a name that is not allowed here.";
    case "invalid_element":
      return "A value in this is not allowed here.";
    case "unrecognized_keys":
    case "custom":
      return undefined;
  }
}

/** What the schema itself says of a name. */
const ownWords = (issue: $ZodIssue | undefined): string | undefined =>
  issue === undefined || ZOD_WORDS.test(issue.message) ? undefined : issue.message;

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  int: "whole number",
  boolean: "boolean",
  array: "list",
  record: "object",
};

const FORMATS: Readonly<Record<string, string>> = {
  datetime: "a time, such as 2026-11-02T09:00:00Z",
  date: "a date, such as 2026-11-02",
  email: "an e-mail address",
  url: "a URL",
};

const UNITS: Readonly<Record<string, string>> = {
  string: "characters",
  array: "items",
  set: "items",
  object: "members",
};

function bound(origin: string, relation: string, edge: number | bigint): string {
  const unit = UNITS[origin];
  return unit === undefined ? `This must be ${relation} ${edge}.` : `This must have ${relation} ${edge} ${unit}.`;
}
