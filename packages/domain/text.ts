import * as z from "zod";

/** Control and format characters (bidi marks and zero widths among them), line separators, halves of characters. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** A name that people read: what looks the same is the same, so NFC, without hidden characters or outer spaces. */
export const Name = z
  .string()
  .min(1)
  .max(128)
  .refine((text) => !HIDDEN.test(text), "no control, bidi or invisible characters")
  .refine((text) => text === text.normalize("NFC").trim(), "NFC, without spaces around it");
