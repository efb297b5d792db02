import { createHash } from "node:crypto";
import type { Page } from "@outlay/domain/page";
import { decodePage, encodePage } from "@outlay/storage/page-codec";
import { readPage, writePage, type PagePlace } from "@outlay/storage/pages";
import type { FolderWorld } from "./context.ts";

/** What a page is made from: the names of its parts, and how to make it from them. */
export interface PageSource {
  readonly parts: readonly string[];
  readonly make: () => Page;
  /** What must have been asked for before the page that was made is written. Whoever writes a page of these parts does it. */
  readonly beforeWrite?: (page: Page) => Promise<void>;
}

/** Names what a page was made from. */
export const basisOf = ({ parts }: PageSource): string =>
  createHash("sha256").update(JSON.stringify(parts.toSorted())).digest("base64url");

export interface ReplacedPage {
  readonly version: bigint;
  readonly page: () => Page;
}

/** Another folder may come between at most this often before the work goes back to the queue. */
const TRIES = 5;

/**
 * Makes a page current: reads its version, *then* what it is made from, and writes it if the version is still that. A
 * page made from the same parts is left alone. Undefined where there is nothing to make a page from.
 */
export async function replacePage(
  world: FolderWorld,
  tenantId: string,
  place: PagePlace,
  readSource: () => Promise<PageSource>,
): Promise<ReplacedPage | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const read = await readPage(world.table, tenantId, place);
    const source = await readSource();
    if (source.parts.length === 0 && !read) return undefined;
    const basis = basisOf(source);
    if (read?.basis === basis) return { version: read.version, page: () => decodePage(read.body) };
    const page = source.make();
    await source.beforeWrite?.(page);
    const write = { basis, body: encodePage(page), token: world.newId("pag"), nowEpochMs: world.now().getTime() };
    const version = await writePage(world.table, tenantId, place, read, write);
    if (version !== undefined) return { version, page: () => page };
  }
  throw new Error(`The page changed ${TRIES} times while it was being made.`);
}
