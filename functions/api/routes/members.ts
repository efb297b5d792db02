import { entityTag } from "@outlay/domain/digest";
import type { Member } from "@outlay/domain/member";
import { ROLES } from "@outlay/domain/role";
import { changeMemberRole, getMember, inviteMember, removeMember } from "@outlay/services/change-member";
import * as z from "zod";
import { pageById } from "../page.ts";
import { contractsOf } from "../resource-contracts.ts";
import { idOf, newRouter, PageQuery } from "../router.ts";

export const Email = z.email().max(254);

export const MemberBody = z
  .object({
    id: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    status: z
      .enum(["invited", "active"])
      .meta({ description: "Active from the first token that verifies the e-mail." }),
    created_at: z.string(),
  })
  .meta({ id: "Member" });

const NewMemberBody = z
  .strictObject({ email: Email, role: z.enum(ROLES) })
  .meta({ id: "NewMember", example: { email: "grace@example.com", role: "finance" } });

const MemberChangeBody = z
  .strictObject({ role: z.enum(ROLES) })
  .meta({ id: "MemberChange", example: { role: "admin" } });

export const presentMember = ({ id, email, role, status, created_at }: Member): z.input<typeof MemberBody> => ({
  id,
  email,
  role,
  status,
  created_at,
});

const contracts = contractsOf({
  path: "/v1/members",
  params: z.object({ member_id: idOf("mem", "The member's id.") }),
  tag: "Members",
  scopes: { read: "members:read", write: "members:write" },
});
const invite = contracts.create(
  { operationId: "inviteMember", summary: "Invite a person by e-mail", answers: "The invited member" },
  NewMemberBody,
  MemberBody,
);
const list = contracts.list(
  { operationId: "listMembers", summary: "List the members, oldest first", answers: "A page of members" },
  PageQuery,
  MemberBody,
);
const get = contracts.get({ operationId: "getMember", summary: "Read a member", answers: "The member" }, MemberBody);
const change = contracts.change(
  "patch",
  { operationId: "changeMember", summary: "Give a member another role", answers: "The member, changed" },
  MemberChangeBody,
  MemberBody,
);
const remove = contracts.remove(
  { operationId: "removeMember", summary: "Remove a member; keys that they made stay" },
  "Removed",
);

export const memberRoutes = newRouter()
  .openapi(invite, async (c) => {
    const member = await inviteMember(c.var.ctx, c.req.valid("json"));
    c.header("ETag", entityTag(member));
    return c.json(presentMember(member), 201);
  })
  .openapi(list, (c) => c.json(pageById(c, c.var.ctx.configuration.members, c.req.valid("query"), presentMember), 200))
  .openapi(get, (c) => {
    const member = getMember(c.var.ctx.configuration, c.req.valid("param").member_id);
    c.header("ETag", entityTag(member));
    return c.json(presentMember(member), 200);
  })
  .openapi(change, async (c) => {
    const input = { id: c.req.valid("param").member_id, ifMatch: c.req.valid("header")["if-match"] };
    const member = await changeMemberRole(c.var.ctx, { ...input, ...c.req.valid("json") });
    c.header("ETag", entityTag(member));
    return c.json(presentMember(member), 200);
  })
  .openapi(remove, async (c) => {
    await removeMember(c.var.ctx, { id: c.req.valid("param").member_id, ifMatch: c.req.valid("header")["if-match"] });
    return c.body(null, 204);
  });
