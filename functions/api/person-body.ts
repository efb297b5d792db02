import * as z from "zod";

export const PersonBody = z
  .object({ kind: z.enum(["api_key", "member"]), id: z.string(), name: z.string() })
  .meta({ id: "Person", description: "Who it was; `name` is a member's e-mail or a key's name, as it was then." });
