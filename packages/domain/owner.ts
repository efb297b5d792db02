import * as z from "zod";
import { LIMITS } from "./limits.ts";
import { plainText } from "./plain-text.ts";

/** Who answers for what, and the dimensions whose values can have such an owner. */
export const OWNER_KINDS = {
  budget_owner: ["department", "workspace", "model_tier", "workflow"],
  routing_owner: ["route"],
  vendor_owner: ["provider"],
  reporting_owner: ["report"],
} as const;
export type OwnerKind = keyof typeof OWNER_KINDS;

/** The dimensions of spend whose values need an owner, with the kind of it. Reports spend nothing. */
export const OWNED_DIMENSIONS = [
  ...OWNER_KINDS.budget_owner.map((dimension) => ({ kind: "budget_owner" as const, dimension })),
  { kind: "routing_owner", dimension: "route" },
  { kind: "vendor_owner", dimension: "provider" },
] as const;

const storedText = z.string().max(LIMITS.valueCharacters);

/** Who answers for a value of a dimension. */
export const Owner = z.strictObject({
  id: z.string(),
  kind: z.enum(["budget_owner", "routing_owner", "vendor_owner", "reporting_owner"]),
  dimension: z.string(),
  value: storedText,
  /** An e-mail address, or a member's id. */
  owner: storedText,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Owner = z.infer<typeof Owner>;

const text = plainText(LIMITS.valueCharacters);

/** What a caller decides of an owner: the body of a request, with every rule it must keep. */
export const OwnerInput = z
  .strictObject({
    kind: Owner.shape.kind,
    dimension: z.enum(Object.values(OWNER_KINDS).flat()),
    value: text,
    owner: text,
  })
  .check(({ value, issues }) => {
    const allowed: readonly string[] = OWNER_KINDS[value.kind];
    if (allowed.includes(value.dimension)) return;
    const message = `a ${value.kind} is of: ${allowed.join(", ")}`;
    issues.push({ code: "custom", message, path: ["dimension"], input: value.dimension });
  });
export type OwnerInput = z.infer<typeof OwnerInput>;

/** What an owner answers for: no two owners of one tenant share it. */
export const ownedKey = ({ kind, dimension, value }: Pick<Owner, "kind" | "dimension" | "value">): string =>
  JSON.stringify([kind, dimension, value]);
