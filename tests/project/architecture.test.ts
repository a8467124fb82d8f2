/** The rules about imports between modules report every violation. `npm run arch` checks that src follows them. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { node } from './child.ts';
import { ROOT } from './repository.ts';

const CONFIG = '.dependency-cruiser.mjs';
const CRUISER = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** A small tree that breaks every rule, beside imports that are in order. */
const TREE: Readonly<Record<string, string>> = {
  'src/contract/wire.ts': `export const wire = 1;`,
  'src/contract/upwards.ts': `import '../engine/engine.ts';`,
  'src/client/client.ts': `import 'undici';\nimport '../query/plain.ts';`,
  'src/query/plain.ts': `import { wire } from '../contract/wire.ts';\nexport const plain = wire;`,
  'src/query/query.ts': `import '../clauses/clause.ts';`,
  'src/evidence/part.ts': `import '../engine/engine.ts';`,
  'src/reference/listing.ts': `import type { Clause } from '../clauses/clause.ts';\nexport type Listing = Clause;`,
  'src/config/settings.ts': `import '../client/client.ts';`,
  'src/clauses/clause.ts': `import type { Known } from './known.ts';\nexport interface Clause { known: Known }`,
  'src/clauses/known.ts': `import type { Clause } from './clause.ts';\nexport interface Known { of: Clause[] }`,
  'src/clauses/network.ts': `import 'undici';`,
  'src/clauses/listing.ts': `import '../reference/listing.ts';`,
  'src/engine/engine.ts': `import '../result/result.ts';\nimport '@playwright/test';`,
  'src/result/result.ts': `import '../config/settings.ts';\nimport '../report/report.ts';`,
  'src/report/report.ts': `import '../config/settings.ts';\nimport '@playwright/test';`,
  'src/diagnosis/diagnosis.ts': `import '../reference/listing.ts';\nimport '../report/report.ts';`,
  'src/audit/verify.ts': `import '../report/report.ts';\nimport '../diagnosis/diagnosis.ts';`,
  'src/prove/prove.ts': `import '../report/report.ts';\nimport '../audit/verify.ts';`,
  'src/playwright/face.ts': `import '@playwright/test';\nimport '../cli/main.ts';`,
  'src/playwright/turn.ts': `import './turn-again.ts';`,
  'src/playwright/turn-again.ts': `import './turn.ts';`,
  'src/cli/main.ts': `import '../contract/wire.ts';\nimport '../audit/verify.ts';`,
  'src/cli/faces.ts': `import '../engine/engine.ts';\nimport '../playwright/face.ts';`,
  'src/cli/fixture.ts': `import '../../tests/fixture.ts';`,
  'src/cli/missing.ts': `import './nowhere.ts';`,
  'src/cli/dev.ts': `import 'typescript';`,
  'src/helpers/helper.ts': `import '../contract/wire.ts';`,
  'tests/fixture.ts': `export {};`,
};

const BROKEN = [
  'arrow-contract: src/contract/upwards.ts → src/engine/engine.ts',
  'arrow-client: src/client/client.ts → src/query/plain.ts',
  'arrow-query: src/query/query.ts → src/clauses/clause.ts',
  'arrow-evidence: src/evidence/part.ts → src/engine/engine.ts',
  'arrow-reference: src/reference/listing.ts → src/clauses/clause.ts',
  'arrow-config: src/config/settings.ts → src/client/client.ts',
  // Through types alone.
  'no-cycle: src/clauses/clause.ts → src/clauses/known.ts',
  'one-client: src/clauses/network.ts → undici',
  'arrow-clauses: src/clauses/listing.ts → src/reference/listing.ts',
  'arrow-engine: src/engine/engine.ts → src/result/result.ts',
  'not-made-of-playwright: src/engine/engine.ts → @playwright/test',
  'arrow-result: src/result/result.ts → src/report/report.ts',
  'arrow-report: src/report/report.ts → src/config/settings.ts',
  'not-made-of-playwright: src/report/report.ts → @playwright/test',
  'arrow-diagnosis: src/diagnosis/diagnosis.ts → src/report/report.ts',
  'arrow-audit: src/audit/verify.ts → src/diagnosis/diagnosis.ts',
  'diagnosis-apart: src/audit/verify.ts → src/diagnosis/diagnosis.ts',
  'arrow-prove: src/prove/prove.ts → src/audit/verify.ts',
  'arrow-playwright: src/playwright/face.ts → src/cli/main.ts',
  'no-cycle: src/playwright/turn-again.ts → src/playwright/turn.ts',
  'arrow-cli: src/cli/faces.ts → src/playwright/face.ts',
  'nothing-imports-tests: src/cli/fixture.ts → tests/fixture.ts',
  'resolvable: src/cli/missing.ts → ./nowhere.ts',
  'shipped-dependencies: src/cli/dev.ts → typescript',
  'known-module: src/helpers/helper.ts → src/contract/wire.ts',
];

test('an import against the arrows is reported, and only such imports', async () => {
  const tree = test.info().outputPath('tree');
  for (const [path, text] of Object.entries(TREE)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), `${text}\n`);
  }
  for (const file of [CONFIG, 'tsconfig.json', 'package.json']) cpSync(join(ROOT, file), join(tree, file));

  const { code, stdout } = await node([CRUISER, 'src', '--config', CONFIG], tree);

  // A cycle is reported over several lines, from the file it starts with.
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
