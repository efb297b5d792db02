import * as z from "zod";

/** Who decided something, as they were called then. */
export const Person = z.strictObject({
  kind: z.enum(["api_key", "member"]),
  id: z.string(),
  /** A member's e-mail, a key's name: as it was then. */
  name: z.string(),
});
export type Person = z.infer<typeof Person>;
