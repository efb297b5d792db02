import * as z from "zod";
import type { DirectoryValue } from "./attribute.ts";
import { compareText } from "./compare-text.ts";
import { type ConsumerDimension, CONSUMER_DIMENSIONS } from "./dimensions.ts";
import { type Fault, invalidRequest } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { textFault } from "./plain-text.ts";

export const DIRECTORY_FORMATS = ["csv", "scim"] as const;

/** The directory in force, as the configuration names it; the users themselves are a body of their own. */
export const DirectoryVersion = z.strictObject({
  /** SHA-256 of the body. */
  version: z.string(),
  /** Where the body lies: a name of its own for each upload. */
  body: z.string(),
  format: z.enum(DIRECTORY_FORMATS),
  users: z.int(),
  /** Distinct values of user_group. */
  groups: z.int(),
  updated_at: z.iso.datetime(),
});
export type DirectoryVersion = z.infer<typeof DirectoryVersion>;

/** What a directory can say of a user. */
export type DirectoryDimension = Exclude<ConsumerDimension, "user">;
export const DIRECTORY_DIMENSIONS: readonly DirectoryDimension[] = CONSUMER_DIMENSIONS.filter(
  (name) => name !== "user",
);

/** One user, and what is known of them. `aliases` are other names that events may use, e.g. e-mail addresses. */
export interface DirectoryUser {
  readonly user: string;
  readonly aliases: readonly string[];
  readonly values: ReadonlyMap<DirectoryDimension, string>;
}

/** A user that was read, and where in the body it stands. */
export interface PlacedUser extends DirectoryUser {
  readonly pointer: string;
}

/** Has one form alone: the common case, and normalising is what costs. */
const ASCII = /^[\x20-\x7e]*$/;

/** How a name is compared: trimmed, in NFC, and in lower case. */
export const userKey = (name: string): string => (ASCII.test(name) ? name : name.normalize("NFC")).trim().toLowerCase();

/**
 * The users of a body, once each name belongs to one of them, and at most LIMITS.directoryUsers. Throws `invalid_request` with
 * the faults that were found before, and these.
 */
export function checkDirectory(users: readonly PlacedUser[], found: readonly Fault[]): readonly DirectoryUser[] {
  const faults = [...found];
  const owners = new Map<string, PlacedUser>();
  for (const user of users) {
    for (const name of new Set([user.user, ...user.aliases].map(userKey))) {
      const other = owners.get(name);
      if (other) faults.push({ pointer: user.pointer, detail: `${name} is also a name at ${other.pointer}.` });
      else owners.set(name, user);
    }
  }
  if (users.length === 0 && faults.length === 0)
    faults.push({ pointer: "", detail: "There is no user in it: delete the directory instead." });
  if (users.length > LIMITS.directoryUsers)
    faults.push({ pointer: "", detail: `A directory has at most ${LIMITS.directoryUsers} users.` });
  if (owners.size > LIMITS.directoryNames)
    faults.push({ pointer: "", detail: `A directory has at most ${LIMITS.directoryNames} names of users.` });
  if (faults.length > 0) throw invalidRequest(...faults.slice(0, LIMITS.directoryFaults));
  return users;
}

/** A value as it is kept: trimmed and in NFC; null where there is none. Adds to `faults` what cannot be one. */
export function directoryText(text: string, pointer: string, faults: Fault[]): string | null {
  const value = ASCII.test(text) ? text.trim() : text.trim().normalize("NFC");
  if (value === "") return null;
  const fault = textFault(value, LIMITS.valueCharacters);
  if (fault === undefined) return value;
  faults.push({ pointer, detail: fault });
  return null;
}

const Values = z.array(z.tuple([z.enum(CONSUMER_DIMENSIONS), z.string()]));

/** As it is stored: the distinct combinations of values, and each user by name with its combination and aliases. */
export interface DirectoryBody {
  readonly combinations: readonly (readonly DirectoryValue[])[];
  readonly users: readonly (readonly [user: string, combination: number, ...aliases: string[]])[];
}

/** Checks what is few; the users are as toDirectoryBody laid them out. */
export function parseDirectoryBody(json: string): DirectoryBody {
  const { combinations, users } = JSON.parse(json) as DirectoryBody;
  return { combinations: z.array(Values).parse(combinations), users };
}

/** Users in order of their keys, so that equal directories are equal bodies. */
export function toDirectoryBody(users: readonly DirectoryUser[]): DirectoryBody {
  const combinations: (readonly DirectoryValue[])[] = [];
  const known = new Map<string, number>();
  const combinationOf = ({ values }: DirectoryUser): number => {
    const list = DIRECTORY_DIMENSIONS.flatMap((name): DirectoryValue[] => {
      const value = values.get(name);
      return value === undefined ? [] : [[name, value]];
    });
    const key = JSON.stringify(list);
    const index = known.get(key) ?? combinations.push(list) - 1;
    known.set(key, index);
    return index;
  };
  const sorted = users
    .map((user) => ({ user, key: userKey(user.user) }))
    .toSorted((a, b) => compareText(a.key, b.key))
    .map(({ user, key }): DirectoryBody["users"][number] => {
      const aliases = [...new Set(user.aliases)].filter((alias) => userKey(alias) !== key).toSorted(compareText);
      return [user.user, combinationOf(user), ...aliases];
    });
  return { combinations, users: sorted };
}

/** The distinct values of user_group. */
export function countGroups({ combinations }: DirectoryBody): number {
  const groups = combinations.flatMap((list) =>
    list.filter(([name]) => name === "user_group").map(([, value]) => value),
  );
  return new Set(groups).size;
}

/** A directory that can be asked. */
export interface Directory {
  readonly body: DirectoryBody;
  /** The place of a user in `body.users`, by any of their names. */
  readonly placeOf: (name: string) => number | undefined;
  readonly memberOf: (name: string) => readonly DirectoryValue[] | undefined;
}

export function openDirectory(body: DirectoryBody): Directory {
  const places = new Map<string, number>();
  for (const [place, [user, , ...aliases]] of body.users.entries()) {
    places.set(userKey(user), place);
    for (const alias of aliases) places.set(userKey(alias), place);
  }
  const placeOf = (name: string) => places.get(userKey(name));
  const memberOf = (name: string) => body.combinations[body.users[placeOf(name) ?? -1]?.[1] ?? -1];
  return { body, placeOf, memberOf };
}
