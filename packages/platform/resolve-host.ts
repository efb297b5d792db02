import { lookup } from "node:dns/promises";

/** An address that a name stands for. */
export interface Resolved {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name, as this machine's resolver says; none where there are none, or it does not know. */
export type ResolveAll = (name: string) => Promise<readonly Resolved[]>;

export const resolveAll: ResolveAll = async (name) => {
  try {
    return await lookup(name, { all: true, verbatim: true });
  } catch {
    return [];
  }
};

/** Their texts alone. */
export const resolveHost = async (name: string): Promise<readonly string[]> =>
  (await resolveAll(name)).map(({ address }) => address);
