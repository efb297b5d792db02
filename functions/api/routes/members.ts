import { createRoute } from "@hono/zod-openapi";
import { entityTag } from "@outlay/domain/digest";
import type { Member } from "@outlay/domain/member";
import { ROLES } from "@outlay/domain/role";
import { changeMemberRole, getMember, inviteMember, removeMember } from "@outlay/services/change-member";
import * as z from "zod";
import { pageById } from "../page.ts";
import {
  idOf,
  IdempotencyHeaders,
  IfMatchHeaders,
  jsonBody,
  jsonContent,
  newRouter,
  pageOf,
  PageQuery,
  problemResponses,
  scope,
} from "../router.ts";

export const Email = z.email().max(254);
const MemberParams = z.object({ member_id: idOf("mem", "The member's id.") });

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

const invite = createRoute({
  method: "post",
  path: "/v1/members",
  operationId: "inviteMember",
  tags: ["Members"],
  summary: "Invite a person by e-mail",
  security: scope("members:write"),
  request: { headers: IdempotencyHeaders, body: jsonBody(NewMemberBody) },
  responses: {
    201: jsonContent(MemberBody, "The invited member"),
    ...problemResponses(400, 401, 403, 409, 413, 415, 422),
  },
});

const list = createRoute({
  method: "get",
  path: "/v1/members",
  operationId: "listMembers",
  tags: ["Members"],
  summary: "List the members, oldest first",
  security: scope("members:read"),
  request: { query: PageQuery },
  responses: { 200: jsonContent(pageOf(MemberBody), "A page of members"), ...problemResponses(400, 401, 403, 422) },
});

const get = createRoute({
  method: "get",
  path: "/v1/members/{member_id}",
  operationId: "getMember",
  tags: ["Members"],
  summary: "Read a member",
  security: scope("members:read"),
  request: { params: MemberParams },
  responses: { 200: jsonContent(MemberBody, "The member"), ...problemResponses(401, 403, 404, 422) },
});

const change = createRoute({
  method: "patch",
  path: "/v1/members/{member_id}",
  operationId: "changeMember",
  tags: ["Members"],
  summary: "Give a member another role",
  security: scope("members:write"),
  request: { params: MemberParams, headers: IfMatchHeaders, body: jsonBody(MemberChangeBody) },
  responses: {
    200: jsonContent(MemberBody, "The member, changed"),
    ...problemResponses(400, 401, 403, 404, 409, 412, 413, 415, 422),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/members/{member_id}",
  operationId: "removeMember",
  tags: ["Members"],
  summary: "Remove a member; keys that they made stay",
  security: scope("members:write"),
  request: { params: MemberParams, headers: IfMatchHeaders },
  responses: { 204: { description: "Removed" }, ...problemResponses(401, 403, 404, 409, 412, 422) },
});

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
