import { ATTRIBUTION_DIMENSIONS } from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import { textFault } from "@outlay/domain/plain-text";

/** A name and its value: of a dimension, or of a tag. */
export type Label = readonly [name: string, value: string];

/** What a source says of who used it and for what. Later labels stand before earlier ones of the same name. */
export interface Labels {
  /** Of the gateway's own knowledge: names are dimensions. */
  readonly own: readonly Label[];
  /** Of what callers say freely: a name that is a dimension's is that dimension, any other is a tag. */
  readonly said?: readonly Label[];
  /** Whom the work was done for. */
  readonly consumer?: readonly Label[];
  readonly tags?: readonly Label[];
}

export const label = (name: string, value: string | undefined): readonly Label[] =>
  value === undefined || value === "" ? [] : [[name, value]];

/**
 * The attribution of an event. What is no fit text, and tags beyond the limit less the one that flags an event, are left out:
 * the usage is worth more than its labels.
 */
export function attributionOf({ own, said = [], consumer = [], tags = [] }: Labels) {
  const free = said.filter((each) => !isDimension(each));
  const whom = consumer.filter(isFit);
  return {
    ...Object.fromEntries([...own, ...said.filter(isDimension)].filter(isFit)),
    ...(whom.length > 0 && { consumer: Object.fromEntries(whom) }),
    tags: Object.fromEntries([...free, ...tags].filter(isFit).slice(0, LIMITS.tagsPerEvent - 1)),
  };
}

/** The texts, numbers and truths of an object of free form; of anything else, and of what lies deeper, none. */
export function freeLabels(value: unknown): readonly Label[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) => label(name, plain(each)));
}

/** A list of tags, each a name alone or with its value after a colon. What is no text is passed over. */
export function listedLabels(value: unknown): readonly Label[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((tag) => typeof tag === "string")
    .map((tag) => {
      const [name = "", ...rest] = tag.split(":");
      return [name.trim(), rest.join(":").trim() || "true"];
    });
}

const plain = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "boolean" || Number.isFinite(value) ? String(value) : undefined;

const isDimension = ([name]: Label): boolean => ATTRIBUTION_DIMENSIONS.some((each) => each === name);

export const isFitText = (text: string): boolean => textFault(text, LIMITS.valueCharacters) === undefined;
const isFit = ([name, value]: Label): boolean => isFitText(name) && isFitText(value);
