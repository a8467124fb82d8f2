/** Which code was measured: two measurements go together only where nothing that decides them has changed between. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a fault meets from its making to its verdict. */
const MODULES = ['contract', 'query', 'client', 'clauses', 'reference', 'engine'];

/** `sha256:<hex>` over the files of those modules, as they run: compiled or not. */
export function codeDigest(): string {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const hash = createHash('sha256');
  for (const module of MODULES) {
    const files = readdirSync(path.join(root, module), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /(?<!\.d)\.[jt]s$/.test(name)).sort()) {
      hash.update(`${module}/${file}\n`).update(readFileSync(path.join(root, module, file)));
    }
  }
  return `sha256:${hash.digest('hex')}`;
}
