/** `matrix`: the reports of several deployments side by side, or of one deployment at several times. */
import { Command } from 'commander';
import { loadContract } from '../contract/contract.ts';
import { matrixOf } from '../report/matrix/matrix.ts';
import { matrixLines } from '../report/matrix/matrix-lines.ts';
import { writeMatrix } from '../report/matrix/write-matrix.ts';
import { readReport } from '../run/read-report.ts';
import { SUITE } from '../run/suite.ts';
import { voiceOf } from './voice.ts';

interface MatrixFlags {
  readonly out: string;
}

export function matrixCommand(): Command {
  return new Command('matrix')
    .description('set the reports of several deployments side by side, clause by deployment')
    .argument('<report...>', 'directories of runs, or their conformance.json')
    .option('--out <dir>', 'where to write index.html and matrix.json', 'reports/matrix')
    .action(async (places: readonly string[], { out }: MatrixFlags) => {
      const reports = places.map((place) => ({ place, result: readReport(place) }));
      const matrix = matrixOf(reports, loadContract().catalogue, SUITE);
      const file = await writeMatrix(out, matrix);
      const voice = voiceOf({ json: false, quiet: false }, process.env);
      voice.remark(`matrix: ${file}`);
      voice.say(`${matrixLines(matrix).join('\n')}\n`);
    });
}
