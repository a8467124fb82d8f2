import { readFileSync } from 'node:fs';

/** What the client calls itself: `rds-backups-conformance/<version of the package>`. */
export const USER_AGENT = `rds-backups-conformance/${packageVersion()}`;

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version);
  return 'unknown';
}
