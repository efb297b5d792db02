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

/** A tenant keeps an owner, and one who can sign in once there has been one. */
export function keepsAnOwner(before: ReadonlyMap<string, Member>, after: ReadonlyMap<string, Member>): boolean {
  const owners = (members: ReadonlyMap<string, Member>, status: Member["status"][]) =>
    members.values().some((member) => member.role === "owner" && status.includes(member.status));
  return owners(before, ["active"]) ? owners(after, ["active"]) : owners(after, ["active", "invited"]);
}
