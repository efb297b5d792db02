/** The package has no types of its own; this is the part that is used here. */
declare module "dynalite" {
  import type { Server } from "node:http";

  export interface DynaliteOptions {
    readonly path?: string;
    readonly createTableMs?: number;
  }
  export default function dynalite(options?: DynaliteOptions): Server;
}
