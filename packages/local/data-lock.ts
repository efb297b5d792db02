import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes a data folder for this process, and gives back how to let it go. Throws where a living process has it: two
 * engines on one folder would ruin it. A lock whose process is gone is taken over.
 */
export function lockData(dataDir: string): () => void {
  const file = join(dataDir, "lock");
  const holder = holderOf(file);
  if (holder !== undefined) throw new Error(`${dataDir} is in use by process ${holder}. Stop that first.`);
  rmSync(file, { force: true });
  writeFileSync(file, String(process.pid), { flag: "wx" });
  return () => rmSync(file, { force: true });
}

function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    process.kill(pid, 0); // sends nothing; throws where there is no such process
    return pid;
  } catch {
    return undefined;
  }
}
