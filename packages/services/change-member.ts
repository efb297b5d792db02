import { assert } from "@outlay/domain/assert";
import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { keepsAnOwner, type Member } from "@outlay/domain/member";
import { type Role, ROLE_SCOPES, scopesBeyond } from "@outlay/domain/role";
import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";
import { requireMatch } from "./entity-match.ts";

/** The member of the caller's tenant. Throws `member_not_found`. */
export function getMember({ members }: Configuration, id: string): Member {
  const member = members.get(id);
  if (!member) throw new DomainError("member_not_found", `There is no member ${id}.`);
  return member;
}

/**
 * Invites a person by e-mail. They become active with the first token that verifies it. Throws `member_already_exists`, and
 * `scope_exceeds_minter` for a role that may do more than the caller.
 */
export async function inviteMember(
  ctx: Context,
  input: { readonly email: string; readonly role: Role },
): Promise<Member> {
  requireRoleWithin(ctx, input.role);
  const id = ctx.newId("mem");
  const email = input.email.toLowerCase();
  const configuration = await appendEntry(ctx, {
    entity: "member",
    id,
    operation: "member.created",
    decide: ({ members }) => {
      if (members.values().some((member) => member.email.toLowerCase() === email)) {
        throw new DomainError("member_already_exists", "A member has this e-mail already.");
      }
      if (members.size >= LIMITS.membersPerTenant) {
        throw new DomainError("member_limit_reached", `A tenant has at most ${LIMITS.membersPerTenant} members.`);
      }
      const created_at = ctx.now().toISOString();
      return { after: { id, email, role: input.role, status: "invited", identity: null, created_at } };
    },
  });
  return getMember(configuration, id);
}

/** Throws `member_not_found`, `last_owner`, `precondition_failed`, and `scope_exceeds_minter` as inviting does. */
export async function changeMemberRole(
  ctx: Context,
  input: { readonly id: string; readonly role: Role; readonly ifMatch: string | undefined },
): Promise<Member> {
  requireRoleWithin(ctx, input.role);
  const configuration = await appendEntry(ctx, {
    entity: "member",
    id: input.id,
    operation: "member.role_changed",
    decide: (configuration) => {
      const member = getMember(configuration, input.id);
      requireMatch(input.ifMatch, member);
      const after = { ...member, role: input.role };
      requireOwner(configuration.members, new Map(configuration.members).set(input.id, after));
      return { after };
    },
  });
  return getMember(configuration, input.id);
}

/** Their tokens are refused from the next request on; keys that they made stay. Throws as changing a role does. */
export async function removeMember(
  ctx: Context,
  input: { readonly id: string; readonly ifMatch: string | undefined },
): Promise<void> {
  await appendEntry(ctx, {
    entity: "member",
    id: input.id,
    operation: "member.removed",
    decide: (configuration) => {
      requireMatch(input.ifMatch, getMember(configuration, input.id));
      const after = new Map(configuration.members);
      after.delete(input.id);
      requireOwner(configuration.members, after);
      return { after: null };
    },
  });
}

/** Ties an invited member to who they are at the identity provider. Throws `unauthenticated` where they are not invited any more. */
export async function bindMember(
  ctx: Context,
  input: { readonly email: string; readonly identity: { readonly issuer: string; readonly subject: string } },
): Promise<Configuration> {
  assert(ctx.actor.kind === "member", "a member binds themselves");
  return appendEntry(ctx, {
    entity: "member",
    id: ctx.actor.id,
    operation: "member.bound",
    decide: (configuration) => {
      const member = getMember(configuration, ctx.actor.id);
      const isInvited = member.status === "invited" && member.email.toLowerCase() === input.email.toLowerCase();
      if (!isInvited) throw new DomainError("unauthenticated", "This invitation has been taken or changed.");
      return { after: { ...member, status: "active", identity: input.identity } };
    },
  });
}

/** Whoever gives a role could take it: it may do no more than they may. */
function requireRoleWithin(ctx: Context, role: Role): void {
  const beyond = scopesBeyond(ctx.actor.scopes, ROLE_SCOPES[role]);
  if (beyond.length > 0) throw new DomainError("scope_exceeds_minter", `You do not hold ${beyond.join(", ")}.`);
}

function requireOwner(before: ReadonlyMap<string, Member>, after: ReadonlyMap<string, Member>): void {
  if (!keepsAnOwner(before, after)) throw new DomainError("last_owner", "Make another member an owner first.");
}
