/** Each try fails only because another write came between. */
const TRIES_MAX = 5;

/**
 * Calls `change`, which reads something, decides on it and writes it if it is still as it was read, until no other write came between:
 * undefined says that one did. Throws what `foughtOver` makes where others came first each time.
 */
export async function untilWritten<Written>(
  change: () => Promise<Written | undefined>,
  foughtOver: () => Error,
): Promise<Written> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const written = await change();
    if (written !== undefined) return written;
  }
  throw foughtOver();
}
