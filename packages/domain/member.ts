import * as z from "zod";
import { ROLES } from "./role.ts";

/** A person of the tenant. An invited one becomes active with the first token whose verified e-mail is theirs. */
export const Member = z.object({
  id: z.string(),
  email: z.email().max(254),
  role: z.enum(ROLES),
  status: z.enum(["invited", "active"]),
  /** Who they are at the identity provider: the same subject at two issuers is two people. */
  identity: z.object({ issuer: z.string(), subject: z.string() }).nullable(),
  created_at: z.iso.datetime(),
});
export type Member = z.infer<typeof Member>;
