import { realAccess } from "./api-client.ts";
import { chooseAccess } from "./access-options.ts";
import { INGEST_HELP, parseIngestOptions } from "./ingest-options.ts";
import { UsageError } from "./mapping.ts";
import { stderrScreen } from "./progress.ts";
import { runIngest } from "./run-ingest.ts";

/** The program behind `npm run ingest`. */
async function main(): Promise<number> {
  const options = parseIngestOptions(process.argv.slice(2));
  if (options === undefined) {
    console.log(INGEST_HELP);
    return 0;
  }
  const chosen = options.isDryRun ? undefined : chooseAccess(options);
  const access = chosen && realAccess(chosen.url, chosen.key);
  return runIngest(options, { access, screen: stderrScreen, print: (line) => console.log(line) });
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\nnpm run ingest -- --help tells of all options.`);
  process.exitCode = 2;
}
