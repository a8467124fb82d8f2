/** Runs the commands of docs/vendors.md, in their order, against a served reference. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { createReference } from '../../src/reference/reference.ts';
import { serveReference } from '../../src/reference/server.ts';
import { ROOT } from '../project/repository.ts';
import { command } from './command.ts';

/** The commands of the page, a list of words each, without the program. */
function commandsOf(page: string, values: Readonly<Record<string, string>>): readonly (readonly string[])[] {
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  return blocks
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.startsWith('rds-backups-conformance '))
    .map((line) => line.split(' ').slice(1))
    .map((words) => words.map((word) => values[word.replaceAll(/["$]/g, '')] ?? word));
}

test('every command of the walk ends as the page says', async () => {
  test.setTimeout(180_000);
  const reference = createReference(loadContract(), { auth: 'aksk', backups: 130 });
  const { url, close } = await serveReference(reference);
  const { projectId, instances, key } = reference;
  const report = test.info().outputPath('report');
  const page = readFileSync(path.join(ROOT, 'docs', 'vendors.md'), 'utf8');
  const values = { TARGET: url, PROJECT: projectId, INSTANCE: instances[0] ?? '', 'reports/latest': report };
  const env = {
    RDS_ACCESS_KEY: key?.id ?? '',
    RDS_SECRET_KEY: key?.secret ?? '',
    RDS_SECURITY_TOKEN: key?.securityToken ?? '',
    RDS_REPORT: report,
  };
  try {
    const [serve, ...others] = commandsOf(page, values);
    expect(serve?.slice(0, 3)).toEqual(['serve', '--auth', 'aksk']);
    expect(others.map(([name]) => name)).toEqual(['run', 'run', 'explain', 'run', 'verify']);
    for (const args of others) {
      const shown = args.join(' ');
      const wanted =
        args.includes('run') && !args.includes('--budget') && !args.includes('--only') ? [0, 3] : [0];
      const ended = await command(args, env);
      expect(wanted, `${shown}\n${ended.stdout}${ended.stderr}`).toContain(ended.code);
    }
  } finally {
    await close();
  }
});
