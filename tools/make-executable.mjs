/**
 * Lets the built command be started by its name. The compiler writes files anew without that right, and `npx` gives it
 * only when it first links the package: after a second build the command would be refused.
 */
import { chmodSync, readFileSync } from 'node:fs';

const { bin } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
for (const file of Object.values(bin)) chmodSync(new URL(`../${file}`, import.meta.url), 0o755);
