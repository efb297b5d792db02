import { createRoute } from "@hono/zod-openapi";
import { entityTag } from "@outlay/domain/digest";
import { DIRECTORY_DIMENSIONS, DIRECTORY_FORMATS, type DirectoryVersion } from "@outlay/domain/directory";
import { LIMITS } from "@outlay/domain/limits";
import { listDirectoryUsers } from "@outlay/services/list-directory-users";
import { deleteDirectory, getDirectory, replaceDirectory } from "@outlay/services/replace-directory";
import { readCsvDirectory } from "@outlay/sources/directory/read-csv-directory";
import { readScimDirectory } from "@outlay/sources/directory/read-scim-directory";
import type { Context } from "hono";
import * as z from "zod";
import { decodeBytes, formatOf, sentBody } from "../body.ts";
import {
  type ApiEnv,
  IfMatchHeaders,
  jsonContent,
  newRouter,
  pageOf,
  PageQuery,
  problemResponses,
  scope,
} from "../router.ts";

const MEDIA_TYPES: ReadonlyMap<string, DirectoryVersion["format"]> = new Map([
  ["text/csv", "csv"],
  ["application/scim+json", "scim"],
  ["application/json", "scim"],
]);
const LIMIT = { sentBytesMax: LIMITS.bodyBytesSent, decodedBytesMax: LIMITS.directoryBytesDecoded };

const DirectoryBody = z
  .object({
    version: z.string().meta({ description: "Equal directories have equal versions." }),
    format: z.enum(DIRECTORY_FORMATS),
    users: z.int(),
    groups: z.int().meta({ description: "Distinct user groups." }),
    updated_at: z.string(),
  })
  .meta({ id: "Directory" });

const ScimBody = z.looseObject({ Resources: z.array(z.looseObject({})) }).meta({
  id: "ScimListResponse",
  description: "SCIM 2.0: a list response of users and groups, all in one body.",
  example: {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
    totalResults: 2,
    Resources: [
      {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
        id: "u-17",
        userName: "ann@example.com",
        active: true,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { department: "Support", division: "EMEA" },
      },
      {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        displayName: "Tier 1",
        members: [{ value: "u-17" }],
      },
    ],
  },
});

const CsvBody = z.string().meta({ example: "user,email,department,user_group\nu17,ann@example.com,support,tier-1\n" });

const DirectoryUserBody = z
  .object({
    user: z.string(),
    aliases: z.array(z.string()),
    attribution: z.record(z.string(), z.string()),
  })
  .meta({ id: "DirectoryUser" });

const put = createRoute({
  method: "put",
  path: "/v1/directory",
  operationId: "replaceDirectory",
  tags: ["Attribution"],
  summary: "Say who is who: which department, user group and the like each user belongs to",
  description: [
    "The whole directory, in place of the one before. It fills what neither the event, its key nor a rule states, by the event's",
    "user, whose name is compared without regard to case. CSV: a header row of `user` and any of `email`,",
    `${DIRECTORY_DIMENSIONS.join(", ")}. SCIM: users and groups as docs/attribution.md maps them. At most`,
    `${LIMITS.directoryUsers} users, ${LIMITS.bodyBytesSent} bytes as sent, ${LIMITS.directoryBytesDecoded} decoded; it may be`,
    "compressed with gzip. Faults are named by line (`line:7`) or by pointer.",
  ].join(" "),
  security: scope("attribution:write"),
  request: {
    headers: IfMatchHeaders,
    body: {
      required: true,
      content: {
        "application/json": { schema: ScimBody },
        "application/scim+json": { schema: ScimBody },
        "text/csv": { schema: CsvBody },
      },
    },
  },
  responses: {
    200: jsonContent(DirectoryBody, "The directory, in force for what is recorded from now on"),
    ...problemResponses(400, 401, 403, 409, 412, 413, 415, 422),
  },
  "x-body-bytes-max": LIMITS.bodyBytesSent,
});

const get = createRoute({
  method: "get",
  path: "/v1/directory",
  operationId: "getDirectory",
  tags: ["Attribution"],
  summary: "Describe the directory in force",
  security: scope("attribution:read"),
  responses: { 200: jsonContent(DirectoryBody, "The directory"), ...problemResponses(401, 403, 404, 422) },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/directory",
  operationId: "deleteDirectory",
  tags: ["Attribution"],
  summary: "Have no directory any more",
  security: scope("attribution:write"),
  request: { headers: IfMatchHeaders },
  responses: { 204: { description: "Deleted" }, ...problemResponses(401, 403, 404, 409, 412, 422) },
});

const listUsers = createRoute({
  method: "get",
  path: "/v1/directory/users",
  operationId: "listDirectoryUsers",
  tags: ["Attribution"],
  summary: "List the directory's users, by name",
  security: scope("attribution:read"),
  request: {
    query: PageQuery.extend({
      user: z
        .string()
        .min(1)
        .max(LIMITS.valueCharacters)
        .optional()
        .meta({ description: "Only the user of this name, which may be an alias." }),
    }),
  },
  responses: {
    200: jsonContent(pageOf(DirectoryUserBody), "A page of users"),
    ...problemResponses(400, 401, 403, 404, 422),
  },
});

/** `body` is where it lies: of no use to anyone outside. */
const present = ({ version, format, users, groups, updated_at }: DirectoryVersion): z.input<typeof DirectoryBody> => ({
  version,
  format,
  users,
  groups,
  updated_at,
});

export const directoryRoutes = newRouter()
  .openapi(get, (c) => {
    const directory = getDirectory(c.var.ctx.configuration);
    c.header("ETag", entityTag(directory));
    return c.json(present(directory), 200);
  })
  .openapi(remove, async (c) => {
    await deleteDirectory(c.var.ctx, c.req.valid("header")["if-match"]);
    return c.body(null, 204);
  })
  .openapi(listUsers, async (c) => {
    const { limit, cursor, user } = c.req.valid("query");
    const after = c.var.cursors.open(cursor, { user });
    const { users, next } = await listDirectoryUsers(c.var.ctx, { user, after, limit });
    const items = users.map(({ aliases, attribution, ...each }) => ({
      ...each,
      aliases: [...aliases],
      attribution: { ...attribution },
    }));
    return c.json({ items, next_cursor: next === undefined ? null : c.var.cursors.seal(next, { user }) }, 200);
  });
directoryRoutes.openAPIRegistry.registerPath(put);
directoryRoutes.put("/v1/directory", (c) => takeDirectory(c));

async function takeDirectory(c: Context<ApiEnv>): Promise<Response> {
  const format = formatOf(c.req.header("Content-Type"), MEDIA_TYPES);
  const bytes = await decodeBytes(await sentBody(c), LIMIT);
  const users = format === "csv" ? readCsvDirectory(bytes) : readScimDirectory(bytes);
  const directory = await replaceDirectory(c.var.ctx, { ifMatch: c.req.header("If-Match"), format, users });
  c.header("ETag", entityTag(directory));
  return c.json(present(directory), 200);
}
