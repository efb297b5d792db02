/** Tiers of models by strength, the weakest first. */
export const TIERS = ["economy", "standard", "premium"] as const;
export type Tier = (typeof TIERS)[number];

export const isStronger = (a: Tier, b: Tier): boolean => TIERS.indexOf(a) > TIERS.indexOf(b);

/** A model by the names that a caller gives to it and to its provider. */
export interface ModelRef {
  readonly provider: string;
  readonly model: string;
}

/** One text for all names of one model. */
export type ModelKey = (ref: ModelRef) => string;

export const modelName = ({ provider, model }: ModelRef): string => `${provider}/${model}`;
