import type { RatedTokens } from "@outlay/domain/price";
import file from "./catalogue.json" with { type: "json" };

/**
 * One condition on a lower-case model name: `=` equal, `^` starts with, `$` ends with, `*` contains, `/` regular
 * expression. Several in a list hold together.
 */
export type Pattern = string | readonly string[];

export interface CatalogueRow {
  /** First UTC day of the row; without it the row holds from the beginning. It ends where the next dated row begins. */
  readonly from?: string;
  /** Seconds of the UTC day, half-open, where the row holds for some hours alone. The end may lie before the start. */
  readonly daily?: readonly [number, number];
  /** 10^-15 dollars a request. */
  readonly request?: number;
  /** By class: the base rate, then threshold and rate of each tier; in 10^-15 dollars a token. */
  readonly tokens: Readonly<Partial<Record<RatedTokens, readonly number[]>>>;
}

export interface CatalogueModel {
  readonly id: string;
  /** Alternatives. The first model of a provider that matches is the one. */
  readonly match: readonly Pattern[];
  /** The last row that is in force wins. */
  readonly rows: readonly CatalogueRow[];
}

export interface CatalogueProvider {
  readonly id: string;
  /** Providers whose models are sold here at the same list price. */
  readonly fallbacks: readonly string[];
  readonly models: readonly CatalogueModel[];
}

interface CatalogueFile {
  readonly version: string;
  readonly providers: readonly CatalogueProvider[];
}

/** The bundled list: generate.ts wrote it in this shape, and its test holds the committed file to that. */
export const CATALOGUE: CatalogueFile = file as unknown as CatalogueFile;
