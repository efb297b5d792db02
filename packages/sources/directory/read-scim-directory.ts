import {
  checkDirectory,
  directoryText,
  type DirectoryDimension,
  type DirectoryUser,
  type PlacedUser,
} from "@outlay/domain/directory";
import { type Fault, invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { parseStrictJson } from "@outlay/domain/strict-json";

const SCHEMAS = "urn:ietf:params:scim:schemas:";
const USER = `${SCHEMAS}core:2.0:User`;
const GROUP = `${SCHEMAS}core:2.0:Group`;
const ENTERPRISE = `${SCHEMAS}extension:enterprise:2.0:User`;

type Members = Readonly<Record<string, unknown>>;
const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const membersOf = (value: unknown): Members => (isMembers(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

interface Resource {
  readonly pointer: string;
  readonly members: Members;
}

/**
 * Users and groups of a SCIM 2.0 ListResponse (RFC 7643, RFC 7644), or of any object with `Resources`:
 *
 * | SCIM                                                    | ours                                       |
 * | ------------------------------------------------------- | ------------------------------------------ |
 * | User `userName`                                         | the user's name                            |
 * | User `emails[].value`, `externalId`                     | further names of the user                  |
 * | enterprise `department`                                 | department                                 |
 * | enterprise `division`, else `organization`              | business_unit                              |
 * | enterprise `costCenter`                                 | project_code                               |
 * | User `groups[0]`, else the first Group that lists them  | user_group, by the group's `displayName`   |
 *
 * A user that is not active is kept, since usage may come late. Other members are ignored. Throws `malformed_body`, and
 * `invalid_request` with the faults by pointer.
 */
export function readScimDirectory(bytes: Uint8Array): readonly DirectoryUser[] {
  const body = membersOf(parseStrictJson(bytes, { depthMax: LIMITS.foreignNesting }));
  const resources = resourcesOf(body);
  const faults: Fault[] = [];
  const groups = resources.filter(({ members }) => kindOf(members) === "group");
  const nameOfGroup = new Map(groups.map(({ members }) => [textOf(members["id"]), textOf(members["displayName"])]));
  const groupOf = firstGroups(groups);
  const users = resources.flatMap(({ pointer, members }) => {
    const kind = kindOf(members);
    if (kind === undefined) faults.push({ pointer, detail: "This is neither a User nor a Group of SCIM 2.0." });
    if (kind !== "user") return [];
    const [own] = listOf(members["groups"]).map(membersOf);
    const ownGroup = textOf(own?.["display"]) || (nameOfGroup.get(textOf(own?.["value"])) ?? "");
    const group = ownGroup || (groupOf.get(textOf(members["id"])) ?? "");
    return readUser({ pointer, members }, group, faults) ?? [];
  });
  return checkDirectory(users, faults);
}

function resourcesOf(body: Members): readonly Resource[] {
  const { Resources: resources, totalResults } = body;
  if (!Array.isArray(resources)) {
    throw invalidRequest({
      pointer: "/Resources",
      detail: "Send a list response: its Resources are users and groups.",
    });
  }
  if (typeof totalResults === "number" && totalResults > resources.length) {
    const detail = `This is ${resources.length} of ${totalResults} resources: send those of all pages in one body.`;
    throw invalidRequest({ pointer: "/Resources", detail });
  }
  return resources.map((value: unknown, index) => ({ pointer: `/Resources/${index}`, members: membersOf(value) }));
}

function kindOf(resource: Members): "user" | "group" | undefined {
  const schemas = listOf(resource["schemas"]);
  if (schemas.includes(USER) || "userName" in resource) return "user";
  if (schemas.includes(GROUP) || ("displayName" in resource && "members" in resource)) return "group";
  return undefined;
}

/** Of each member's id, the first group in the body that lists it. */
function firstGroups(groups: readonly Resource[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { members } of groups) {
    for (const member of listOf(members["members"])) {
      const id = textOf(membersOf(member)["value"]);
      if (id !== "" && !found.has(id)) found.set(id, textOf(members["displayName"]));
    }
  }
  return found;
}

function readUser({ pointer, members }: Resource, group: string, faults: Fault[]): PlacedUser | undefined {
  const user = directoryText(textOf(members["userName"]), `${pointer}/userName`, faults);
  if (user === null) {
    faults.push({ pointer: `${pointer}/userName`, detail: "The userName is missing." });
    return undefined;
  }
  const emails = listOf(members["emails"]).map((email) => textOf(membersOf(email)["value"]));
  const aliases = [...emails, textOf(members["externalId"])].flatMap(
    (text) => directoryText(text, pointer, faults) ?? [],
  );
  const work = membersOf(members[ENTERPRISE]);
  const stated: readonly (readonly [DirectoryDimension, string])[] = [
    ["business_unit", textOf(work["division"]) || textOf(work["organization"])],
    ["department", textOf(work["department"])],
    ["project_code", textOf(work["costCenter"])],
    ["user_group", group],
  ];
  const values = new Map<DirectoryDimension, string>();
  for (const [name, text] of stated) {
    const value = directoryText(text, pointer, faults);
    if (value !== null) values.set(name, value);
  }
  return { pointer, user, aliases, values };
}
