/** This suite, by its command line. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunResult } from '../../../src/result/result.ts';
import { type Peer, run } from '../peer.ts';

const MAIN = path.resolve(import.meta.dirname, '../../../dist/cli/main.js');

/** @param budget a budget of `run` */
export function ours(budget: string): Peer {
  return {
    name: `rds-backups-conformance (${budget})`,
    async setUp(place, folder) {
      process.env.RDS_AUTH_TOKEN = place.token;
      const report = path.join(folder, 'report');
      const args = [
        'run',
        '--target',
        place.url,
        '--project-id',
        place.project,
        '--budget',
        budget,
        '--report',
        report,
      ];
      const instances = place.instances.flatMap((instance) => ['--instance-id', instance]);
      return {
        async alarms() {
          const { code, output } = await run(process.execPath, [MAIN, ...args, ...instances], folder);
          if (code !== 0 && code !== 1)
            throw new Error(`the suite reached no verdict: ${output.slice(-300)}`);
          const { clauses }: RunResult = JSON.parse(
            await readFile(path.join(report, 'conformance.json'), 'utf8'),
          );
          return clauses.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn').length;
        },
      };
    },
  };
}
