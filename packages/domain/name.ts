import * as z from "zod";
import { textFault } from "./plain-text.ts";

const CHARACTERS_MAX = 128;

/** A name that people read: names that look the same are the same, so NFC, without hidden characters or spaces around. */
export const Name = z
  .string()
  .superRefine((text, ctx) => {
    const fault = textFault(text, CHARACTERS_MAX) ?? (text === text.trim() ? undefined : "This has spaces around it.");
    if (fault !== undefined) ctx.addIssue({ code: "custom", message: fault });
  })
  .meta({ minLength: 1, maxLength: CHARACTERS_MAX });
