/** Specmatic: contract tests of a named example, with its generative tests for what the schema refuses. */
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { contract } from '../contract.ts';
import { exampleDocument } from '../document.ts';
import { type Peer, run } from '../peer.ts';

export const specmatic: Peer = {
  name: 'Specmatic (generative)',
  async setUp(place, folder) {
    const file = path.join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(exampleDocument(contract, place)));
    const packageFile = createRequire(import.meta.url).resolve('specmatic/package.json');
    const jar = path.join(path.dirname(packageFile), 'specmatic.jar');
    const limits = ['-DSPECMATIC_GENERATIVE_TESTS=true', '-DMAX_TEST_REQUEST_COMBINATIONS=1'];
    const args = [...limits, '-jar', jar, 'test', file, `--testBaseURL=${place.url}`];
    return {
      async alarms() {
        const { output } = await run('java', args, folder);
        const failures = /Tests run: \d+, Successes: \d+, Failures: (\d+)/.exec(output)?.[1];
        if (failures === undefined) throw new Error(`Specmatic told no result: ${output.slice(-300)}`);
        return Number(failures);
      },
    };
  },
};
