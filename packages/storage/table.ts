/**
 * The one table, as everything above storage sees it: items by key, consistent reads, and writes that carry one
 * condition, or add to sets. No multi-item transaction, no index: each operation commits with one such write.
 * Where many go in one request, each of them is still one by itself.
 */
export interface Table {
  /** Strongly consistent. */
  get(key: Key): Promise<Item | undefined>;
  /** Up to GETS_MAX different items in one request, each as `get` reads it, in the order of their keys. */
  getAll(keys: readonly Key[]): Promise<readonly (Item | undefined)[]>;
  /** Items of one partition in order of `sk`, strongly consistent, page by page until `limit` or the end. */
  query(range: Range): Promise<readonly Item[]>;
  /** Writes the whole item. False: the condition did not hold and nothing was written. */
  put(item: Item, condition: Condition): Promise<boolean>;
  /** Writes up to PUTS_MAX different items in one request, whatever was there. Where it throws, any of them may be written. */
  putAll(items: readonly Item[]): Promise<void>;
  /** Deletes; an absent item counts as deleted when the condition is "always". */
  remove(key: Key, condition: Condition): Promise<boolean>;
  /**
   * Adds texts to the item's sets, making item and sets where they are absent, and resolves with the whole item as it is then.
   * Doing it again changes nothing. Of two at once, whoever comes second sees both.
   */
  addToSets(key: Key, sets: TextSets): Promise<Item>;
  /**
   * Changes attributes of one item, making it where it is absent, if all bounds hold: all of the change or none of it. What it adds it
   * adds again when it is sent again, as the SDK does after a lost reply: only what may be too high is counted so, or it is sent `once`.
   */
  update(key: Key, change: Change): Promise<Updated>;
}

/** Of one request. Source: DynamoDB quotas, BatchGetItem and BatchWriteItem. */
export const GETS_MAX = 100;
export const PUTS_MAX = 25;

/** What to add, by attribute. An empty list adds nothing; something is added to at least one. */
export type TextSets = Readonly<Record<string, readonly string[]>>;

/** What to change, by attribute. No attribute is named twice, save in `if`; something is changed. */
export interface Change {
  readonly if: readonly Bound[];
  /** An absent number counts as 0. */
  readonly add?: Readonly<Record<string, bigint>>;
  readonly set?: Readonly<Record<string, string | bigint>>;
  readonly remove?: readonly string[];
  /**
   * Sent to the store at most once, so that what it takes away is never taken twice. After a lost reply it throws, done or not, where
   * the SDK would send any other again.
   */
  readonly once?: true;
  /** Where it is done, the item is not sent back: it is large, and what becomes of it does not matter. */
  readonly isSilent?: true;
}

/** Of one attribute, as it is before the change. An absent one keeps within no bound but `absent`. */
export type Bound = { readonly attribute: string } & (
  | { readonly equals: string | bigint }
  | { readonly atMost: bigint }
  | { readonly atLeast: bigint }
  | { readonly absent: true }
);

export interface Updated {
  readonly isDone: boolean;
  /** As the change left it, or as it refused the change; undefined where it is absent, or was changed in silence. */
  readonly item: Item | undefined;
}

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Numbers are always bigint: the type of an amount must not depend on its size. */
export type Attribute = string | bigint | Uint8Array | ReadonlySet<string>;
export type Item = Key & { readonly [attribute: string]: Attribute };

export interface Range {
  readonly pk: string;
  /** Inclusive bounds on `sk`, by UTF-8 bytes. Without them, the whole partition. */
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly descending?: boolean;
}

export type Condition =
  | "always"
  | "absent"
  | { readonly attribute: string; readonly equals: Attribute }
  /** Holds where the item is absent, or its attribute is a smaller number. */
  | { readonly attribute: string; readonly absentOrBelow: bigint };

/** The TTL attribute. Expiry is lazy, so every reader checks it too. Seconds since the epoch. */
export const EXPIRES_AT = "expiresAtEpochS";
