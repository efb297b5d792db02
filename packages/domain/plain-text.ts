import * as z from "zod";

/** Letters, digits, space and signs of ASCII: the common case, decided in one look. */
const ASCII = /^[\x20-\x7e]*$/;

/**
 * What has no shape of its own or changes that of its neighbours, so that two texts which look the same could differ:
 * controls, lone surrogates, line separators, bidi marks, zero-width and other ignorable characters.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Why a text cannot be an id or a dimension's value of at most `max` characters; undefined where it can. */
export function textFault(text: string, max: number): string | undefined {
  if (text === "") return "This is empty.";
  if (text.length > max && characters(text, max) > max) return `This is longer than ${max} characters.`;
  if (text.trim() !== text) return "This begins or ends with white space.";
  if (ASCII.test(text)) return undefined;
  const unseen = UNSEEN.exec(text)?.[0];
  if (unseen !== undefined)
    return `This holds U+${codePoint(unseen)}: control, bidi, zero-width and like characters are refused.`;
  if (text.normalize("NFC") !== text) return "This is not in Unicode's form NFC; normalise it before you send it.";
  return undefined;
}

/** Text without look-alikes, of 1 to `max` characters: see textFault. */
export const plainText = (max: number) =>
  z
    .string()
    .check(({ value, issues }) => {
      const fault = textFault(value, max);
      if (fault !== undefined) issues.push({ code: "custom", message: fault, input: value });
    })
    .meta({ minLength: 1, maxLength: max });

const codePoint = (character: string) => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");

/** Counts code points, as JSON Schema does, in at most `2 * max + 1` steps. */
const characters = (text: string, max: number) => Array.from(text.slice(0, 2 * max + 2)).length;
