/** The contract is a file that can be replaced; verdicts follow it. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { parseDocument } from 'yaml';
import { loadContract } from '../../src/contract/contract.ts';
import { ROOT } from '../project/repository.ts';
import { command, readReport } from './command.ts';
import { withReference } from './served.ts';

/** Writes the package's document with a maximum limit of 50. */
function documentOfFifty(file: string): string {
  const document = parseDocument(
    readFileSync(path.join(ROOT, 'openapi', 'rds-backups.openapi.yaml'), 'utf8'),
  );
  const parameters = ['paths', '/v3/{project_id}/backups', 'get', 'parameters'];
  const place = loadContract().document.paths?.['/v3/{project_id}/backups']?.get?.parameters?.findIndex(
    (parameter) => 'name' in parameter && parameter.name === 'limit',
  );
  document.setIn([...parameters, place, 'schema', 'maximum'], 50);
  document.setIn([...parameters, place, 'schema', 'default'], 50);
  writeFileSync(file, document.toString());
  return file;
}

test('a maximum limit of 50 conforms to a contract that says so, and not to the published one', async () => {
  const file = documentOfFifty(test.info().outputPath('fifty.yaml'));
  const report = test.info().outputPath('report');
  await withReference({ contract: loadContract(file) }, async ({ flags, token }) => {
    const args = ['run', ...flags, '--seed', '3', '--report', report];

    const agreed = await command([...args, '--contract', file], { RDS_AUTH_TOKEN: token });
    expect(agreed.code, agreed.stdout).toBe(0);
    expect(readReport(report).contract.digest).toBe(loadContract(file).digest);
    expect(agreed.stdout).not.toContain('limit=100');

    const published = await command(args, { RDS_AUTH_TOKEN: token });
    expect(published.code, published.stdout).not.toBe(0);
  });
});
