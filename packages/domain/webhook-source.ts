import * as z from "zod";
import { ATTRIBUTION_DIMENSIONS } from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { Name } from "./name.ts";
import { plainText } from "./plain-text.ts";

/** The kind of our own senders: Standard Webhooks that carry usage events. Every other kind is a product's name. */
export const OWN_KIND = "outlay";

/** Where usage comes in by webhook. The text of a secret stands in no entry: only its name, and until when it is accepted. */
export const WebhookSource = z.strictObject({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  /** The `source` of its events. It never changes: a retry must name the same event. */
  source: z.string(),
  /** Values by dimension, for events that say none. */
  attribution: z.record(z.string(), z.string()),
  /** The newest first; an older one is accepted until `valid_until`. None where the kind does not sign. */
  secrets: z
    .array(z.strictObject({ id: z.string(), created_at: z.iso.datetime(), valid_until: z.iso.datetime().nullable() }))
    .max(2),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  updated_at: z.iso.datetime(),
});
export type WebhookSource = z.infer<typeof WebhookSource>;

/** How a kind's webhooks are signed; undefined where they are not, and an API key lets them in. */
export function signatureOf(kind: string): "standard" | "helicone" | undefined {
  if (kind === OWN_KIND) return "standard";
  return kind === "helicone" ? "helicone" : undefined;
}

const Values = z.strictObject(
  Object.fromEntries(
    ATTRIBUTION_DIMENSIONS.map((dimension) => [dimension, plainText(LIMITS.valueCharacters).optional()]),
  ),
);

/** What may change of a webhook source, all at once. */
export const WebhookSourceChange = z.strictObject({
  name: Name,
  enabled: z.boolean().optional().meta({ description: "Where this is left out it stays as it is." }),
  attribution: Values.default({}),
});
export type WebhookSourceChange = z.infer<typeof WebhookSourceChange>;

/** A product's own signing key, as it is pasted: visible ASCII, long enough that nobody guesses it. */
const PastedSecret = z.string().regex(/^[\x21-\x7e]{16,256}$/, "16 to 256 visible ASCII characters");

/** What makes a webhook source, beside its kind. */
export const NewWebhookSource = z.strictObject({
  ...WebhookSourceChange.omit({ enabled: true }).shape,
  source: plainText(LIMITS.idCharacters).optional().meta({ description: "Of its events; without it, the kind." }),
  secret: PastedSecret.optional().meta({ description: "The product's signing key, where the product made it." }),
});
export type NewWebhookSource = z.infer<typeof NewWebhookSource>;

export const WebhookSecretRotation = z.strictObject({
  grace_seconds: z.int().min(0).max(LIMITS.graceSeconds),
  secret: PastedSecret.optional().meta({ description: "The product's next signing key, where the product made it." }),
});

/** What is given without `undefined` in it, as an entity holds it. */
export const valuesOf = (attribution: WebhookSourceChange["attribution"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attribution).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** The secrets of a source that are accepted at `nowEpochMs`, by their names. */
export const acceptedSecretIds = ({ secrets }: WebhookSource, nowEpochMs: number): readonly string[] =>
  secrets.filter(({ valid_until: end }) => end === null || nowEpochMs < Date.parse(end)).map(({ id }) => id);
