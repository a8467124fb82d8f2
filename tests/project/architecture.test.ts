/** The rules about which module may import which: that they bite. That they hold here is `npm run arch`. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { node } from './child.ts';
import { ROOT } from './repository.ts';

const CONFIG = '.dependency-cruiser.mjs';
const CRUISER = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** A small tree that breaks every rule, beside imports that are in order (a cycle through a type alone among them). */
const TREE: Readonly<Record<string, string>> = {
  'src/contract/wire.ts': `export const wire = 1;`,
  'src/contract/upwards.ts': `import '../run/run.ts';`,
  'src/query/query.ts': `import '../clauses/clause.ts';`,
  'src/deployment/client.ts': `import 'undici';\nimport '../query/plain.ts';`,
  'src/query/plain.ts': `import { wire } from '../contract/wire.ts';\nexport const plain = wire;`,
  'src/reference/listing.ts': `import type { Clause } from '../clauses/clause.ts';\nexport type Listing = Clause;`,
  'src/clauses/clause.ts': `import type { Known } from './known.ts';\nexport interface Clause { known: Known }\nexport const clause = 1;`,
  'src/clauses/known.ts': `import { clause } from './clause.ts';\nexport interface Known { of: number }\nexport const known = clause;`,
  'src/clauses/network.ts': `import 'undici';`,
  'src/clauses/listing.ts': `import '../reference/listing.ts';`,
  'src/run/run.ts': `import '../report/report.ts';\nimport '@playwright/test';`,
  'src/report/report.ts': `import '../cli/main.ts';\nimport '@playwright/test';`,
  'src/cli/main.ts': `import '../contract/wire.ts';`,
  'src/cli/faces.ts': `import '../run/run.ts';\nimport '../playwright/face.ts';`,
  'src/cli/fixture.ts': `import '../../tests/fixture.ts';`,
  'src/prove/prove.ts': `import '../report/report.ts';`,
  'src/playwright/face.ts': `import '../cli/main.ts';`,
  'src/playwright/turn.ts': `import './turn-again.ts';`,
  'src/playwright/turn-again.ts': `import './turn.ts';`,
  'src/cli/missing.ts': `import './nowhere.ts';`,
  'src/helpers/helper.ts': `import '../contract/wire.ts';`,
  'src/cli/dev.ts': `import 'typescript';`,
  'tests/fixture.ts': `export {};`,
};

const BROKEN = [
  'arrow-contract: src/contract/upwards.ts → src/run/run.ts',
  'arrow-query: src/query/query.ts → src/clauses/clause.ts',
  'arrow-deployment: src/deployment/client.ts → src/query/plain.ts',
  'arrow-reference: src/reference/listing.ts → src/clauses/clause.ts',
  'arrow-clauses: src/clauses/listing.ts → src/reference/listing.ts',
  'one-client: src/clauses/network.ts → undici',
  'arrow-run: src/run/run.ts → src/report/report.ts',
  'not-made-of-playwright: src/run/run.ts → @playwright/test',
  'arrow-prove: src/prove/prove.ts → src/report/report.ts',
  'arrow-report: src/report/report.ts → src/cli/main.ts',
  'arrow-cli: src/cli/faces.ts → src/playwright/face.ts',
  'arrow-playwright: src/playwright/face.ts → src/cli/main.ts',
  'nothing-imports-tests: src/cli/fixture.ts → tests/fixture.ts',
  'no-cycle: src/playwright/turn-again.ts → src/playwright/turn.ts',
  'resolvable: src/cli/missing.ts → ./nowhere.ts',
  'known-module: src/helpers/helper.ts → src/contract/wire.ts',
  'shipped-dependencies: src/cli/dev.ts → typescript',
];

test('an import against the arrows is reported, and only such imports', async () => {
  const tree = test.info().outputPath('tree');
  for (const [path, text] of Object.entries(TREE)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), `${text}\n`);
  }
  for (const file of [CONFIG, 'tsconfig.json', 'package.json']) cpSync(join(ROOT, file), join(tree, file));

  const { code, stdout } = await node([CRUISER, 'src', '--config', CONFIG], tree);

  // A cycle is told over several lines, from the file it starts with.
  const seen = [...stdout.matchAll(/error (\S+): (\S+) →\s+(\S+)/g)].map(
    ([, rule, from, to]) => `${rule}: ${from} → ${bareName(to ?? '')}`,
  );
  expect(seen.sort()).toEqual([...BROKEN].sort());
  expect(code).not.toBe(0);
});

/** The name of a package for a path into node_modules. */
function bareName(path: string): string {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path;
}
