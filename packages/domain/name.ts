import { LIMITS } from "./limits.ts";
import { plainText } from "./plain-text.ts";

/** A name that people read: names that look the same are the same, so NFC, without hidden characters or spaces around. */
export const Name = plainText(LIMITS.valueCharacters).check(({ value, issues }) => {
  if (value !== value.trim()) issues.push({ code: "custom", message: "This has spaces around it.", input: value });
});
