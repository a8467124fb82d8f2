/** What the suite is called, and which version of it runs. */
import { readFileSync } from 'node:fs';

function readManifest(): { readonly name: string; readonly version: string } {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const of = (key: 'name' | 'version') =>
    typeof manifest === 'object' && manifest !== null && key in manifest
      ? String((manifest as Readonly<Record<string, unknown>>)[key])
      : 'unknown';
  return { name: of('name'), version: of('version') };
}

/** Name and version of the package. */
export const SUITE = readManifest();
