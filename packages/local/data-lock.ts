import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Takes a data folder for this process, and gives back how to let it go. Throws where another has it: two engines on
 * one folder would ruin it. It is the system's own lock on a file, which ends with its process however that ends.
 */
export function lockData(dataDir: string): () => void {
  const lock = new DatabaseSync(join(dataDir, "lock"));
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    throw new Error(`${dataDir} is in use by another start of Outlay. Stop that first.`, { cause: error });
  }
  return () => lock.close();
}
