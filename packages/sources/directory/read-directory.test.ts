import { DIRECTORY_DIMENSIONS, openDirectory, toDirectoryBody, type DirectoryUser } from "@outlay/domain/directory";
import { DomainError } from "@outlay/domain/errors";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsvDirectory } from "./read-csv-directory.ts";
import { readScimDirectory } from "./read-scim-directory.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const csv = (text: string) => readCsvDirectory(bytes(text));
const scim = (body: unknown) => readScimDirectory(bytes(JSON.stringify(body)));

const known = (users: readonly DirectoryUser[], name: string) =>
  Object.fromEntries(openDirectory(toDirectoryBody(users)).memberOf(name) ?? []);

/** What reading gives, or the refusal; anything else that is thrown passes. */
function outcomeOf(read: () => unknown): DomainError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

function refusal(read: () => unknown): DomainError {
  const error = outcomeOf(read);
  if (!error) throw new Error("It was not refused.");
  return error;
}

describe("CSV", () => {
  test("columns may stand in any order; cells may be quoted, empty, and end with CR LF; a BOM is no part of a name", () => {
    const users = csv(
      '\uFEFFdepartment,user,email,user_group\r\n"Sales, EMEA",u1,Ann@Example.com,\r\n,u2,,"tier ""1"""\r\n\r\n',
    );
    expect(known(users, "u1")).toEqual({ department: "Sales, EMEA" });
    expect(known(users, "u2")).toEqual({ user_group: 'tier "1"' });
  });

  test("a user is found by any of their names, trimmed and in any case", () => {
    const users = csv("user,email,department\nU1,Ann@Example.com,support");
    for (const name of ["u1", " U1 ", "ann@example.com", "ANN@EXAMPLE.COM"])
      expect(known(users, name)).toEqual({ department: "support" });
    expect(known(users, "u")).toEqual({});
  });

  test("values are kept in NFC", () => {
    expect(known(csv("user,department\nu1,Cafe\u0301"), "u1")).toEqual({ department: "Caf\u00e9" });
  });

  test("every fault is named by its line", () => {
    const { code, faults } = refusal(() =>
      csv("user,email,department\nu1,,a\n,,b\nu3\nU1,,c\nu5,u1,d\nu6,,hid\u200bden\nu7,,ok"),
    );
    expect(code).toBe("invalid_request");
    expect(faults.map(({ pointer }) => pointer)).toEqual(["line:3", "line:4", "line:7", "line:5", "line:6"]);
  });

  test.each([
    ["", "line:1"],
    ["department\na", "line:1"],
    ["user,user\na,b", "line:1"],
    ["user,departement\na,b", "line:1"],
    ["user,department\n", ""],
  ])("the body %j is refused", (text, pointer) => {
    expect(refusal(() => csv(text)).faults.map((fault) => fault.pointer)).toContain(pointer);
  });

  test("what is no CSV, or no UTF-8, is refused whole", () => {
    expect(refusal(() => csv('user\n"never closed')).code).toBe("malformed_body");
    expect(refusal(() => readCsvDirectory(new Uint8Array([0xff, 0x00]))).code).toBe("malformed_body");
  });

  test("what was written comes back, whatever the cells hold", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "B", '"', ",", "é", "-"), minLength: 1, maxLength: 6 });
    const rows = fc.uniqueArray(fc.record({ user: cell, department: cell, project: cell }), {
      minLength: 1,
      selector: ({ user }) => user.toLowerCase(),
    });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(rows, (users) => {
        const lines = users.map(({ user, department, project }) => [project, user, department].map(quoted).join());
        const read = csv(["project,user,department", ...lines].join("\n"));
        expect(read.map(({ user, values }) => ({ user, ...Object.fromEntries(values) }))).toEqual(users);
      }),
    );
  });
});

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const resource = (changes: Record<string, unknown> = {}) => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
  id: "2819",
  userName: "bjensen",
  active: true,
  emails: [{ value: "Bjensen@example.com", type: "work", primary: true }],
  [ENTERPRISE]: { department: "Tour Operations", division: "Theme Park", organization: "Studios", costCenter: "4130" },
  ...changes,
});
const group = (changes: Record<string, unknown> = {}) => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
  id: "e9e3",
  displayName: "Tour Guides",
  members: [{ value: "2819", display: "Babs" }],
  ...changes,
});

describe("SCIM", () => {
  test("users, the enterprise extension, and groups that list them become the directory", () => {
    const users = scim({ totalResults: 3, Resources: [group(), resource(), group({ id: "2", displayName: "Later" })] });
    const values = {
      business_unit: "Theme Park",
      department: "Tour Operations",
      project_code: "4130",
      user_group: "Tour Guides",
    };
    expect(known(users, "bjensen")).toEqual(values);
    expect(known(users, "bjensen@example.com")).toEqual(values);
  });

  test("a user's own first group comes before those that list them; an organization stands in for a division", () => {
    const own = resource({ groups: [{ value: "g2" }], [ENTERPRISE]: { organization: "Studios" } });
    const users = scim({ Resources: [group(), own, group({ id: "g2", displayName: "Own", members: [] })] });
    expect(known(users, "bjensen")).toEqual({ business_unit: "Studios", user_group: "Own" });
  });

  test("faults are named by pointer", () => {
    const { faults } = refusal(() =>
      scim({ Resources: [resource(), resource({ userName: " " }), { id: "x" }, resource({ userName: "BJENSEN" })] }),
    );
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      "/Resources/1/userName",
      "/Resources/2",
      "/Resources/3",
      "/Resources/3",
    ]);
  });

  test("one page of several is refused, since it would drop the users of the others", () => {
    expect(refusal(() => scim({ totalResults: 2, itemsPerPage: 1, Resources: [resource()] })).faults).toMatchObject([
      { pointer: "/Resources" },
    ]);
    expect(refusal(() => scim([resource()])).faults).toMatchObject([{ pointer: "/Resources" }]);
  });

  test("anything at all is read or refused, and never fails", () => {
    const resources = fc.array(
      fc.oneof(
        fc.json().map((text): unknown => JSON.parse(text)),
        fc.record({ userName: fc.anything(), groups: fc.anything() }),
      ),
    );
    fc.assert(
      fc.property(resources, (Resources) => {
        expect(() => outcomeOf(() => scim({ Resources }))).not.toThrow();
      }),
    );
  });
});

test("equal directories are equal bodies, in whatever order they came", () => {
  const users = csv("user,email,department,user_group\nb,,x,g\na,z@e.com,x,g\nc,,y,");
  expect(toDirectoryBody(users.toReversed()).users).toHaveLength(3);
  expect(toDirectoryBody(users)).toEqual({
    combinations: [
      [
        ["department", "x"],
        ["user_group", "g"],
      ],
      [["department", "y"]],
    ],
    users: [
      ["a", 0, "z@e.com"],
      ["b", 0],
      ["c", 1],
    ],
  });
  expect(DIRECTORY_DIMENSIONS).not.toContain("user");
});
