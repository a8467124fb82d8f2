/** The command that shows a violation again. */

/**
 * Returns the command that judges one clause as a run did, for POSIX shells. It has a report of its own: pasting it
 * replaces no other. @param flags of `reproduceWith`
 */
export function reproduceCommand(slug: string, seed: number, flags: string): string {
  return `npx rds-backups-conformance run --only ${slug} --seed ${seed} --report reports/only/${slug}${flags}`;
}
