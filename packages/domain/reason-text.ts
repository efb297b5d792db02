import { LIMITS } from "./limits.ts";
import { plainText } from "./plain-text.ts";

/** Why somebody did something: words for people, of one line. */
export const ReasonText = plainText(LIMITS.reasonCharacters);
