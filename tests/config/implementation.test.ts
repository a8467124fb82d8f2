/** The implementation block of a configuration file. */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { readSettings } from '../../src/config/fleet.ts';
import type { Implementation } from '../../src/config/implementation.ts';

const BLOCK = {
  organization: 'Example Ltd',
  product: 'Example RDS',
  version: '4.10',
  url: 'https://rds.example.com',
  contact: ['rds@example.com'],
} as const satisfies Implementation;

function fileWith(content: string): string {
  const file = test.info().outputPath('config.yaml');
  writeFileSync(file, content);
  return file;
}

const written = (implementation: unknown, place: 'defaults' | 'deployments' = 'defaults') =>
  fileWith(
    JSON.stringify({
      defaults: place === 'defaults' ? { implementation } : {},
      deployments: { one: { ...PLACE, ...(place === 'deployments' ? { implementation } : {}) } },
    }),
  );

const PLACE = { url: 'http://host', project: 'p', instances: ['i'] };

test('the block is read from a deployment of the file, or from the defaults', () => {
  const block = { ...BLOCK, contact: BLOCK.contact[0] };

  for (const place of ['defaults', 'deployments'] as const)
    expect(readSettings({}, {}, written(block, place)).implementation).toEqual(BLOCK);
  expect(readSettings({}, {}).implementation).toBeUndefined();
});

test('a version that looks like a number stays as it is written', () => {
  const lines = Object.entries({ ...BLOCK, contact: 'me' }).map(([name, text]) => `    ${name}: ${text}`);
  const file = fileWith(`
defaults:
  implementation:
${lines.join('\n')}
deployments:
  one: {url: http://host, project: p, instances: [i]}
`);

  expect(readSettings({}, {}, file).implementation?.version).toBe('4.10');
});

const WRONG: readonly (readonly [fields: unknown, says: RegExp])[] = [
  ['Example', /must hold organization, product, version, url, contact/],
  [{ ...BLOCK, organisation: 'x' }, /"organisation": did you mean organization/],
  [{ ...BLOCK, product: ' ' }, /product of .*implementation .* is missing/],
  [{ ...BLOCK, contact: [] }, /contact of .*implementation .* is missing/],
  [{ ...BLOCK, contact: ['a', {}] }, /contact .* is missing/],
  [{ ...BLOCK, url: 'rds.example.com' }, /url .* https/],
  [{ ...BLOCK, url: 'javascript:alert(1)' }, /url .* not "javascript/],
  [{ ...BLOCK, version: 'v'.repeat(301) }, /version .* longer than 300/],
];

for (const [fields, says] of WRONG) {
  test(`refused with ${says}`, () => {
    expect(() => readSettings({}, {}, written(fields))).toThrow(says);
  });
}
