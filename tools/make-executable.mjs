/**
 * Makes the built command executable. The compiler writes files without that permission, and `npx` sets it only when it
 * first links the package: after a second build the command could not be started.
 */
import { chmodSync, readFileSync } from 'node:fs';

const { bin } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
for (const file of Object.values(bin)) chmodSync(new URL(`../${file}`, import.meta.url), 0o755);
