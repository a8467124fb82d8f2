/** `matrix`: the reports of several deployments side by side, or of one deployment at several times. */
import { Command, Option } from 'commander';
import type { Language } from '../contract/catalogue.ts';
import { loadContract } from '../contract/contract.ts';
import { SUITE } from '../contract/package.ts';
import { matrixOf } from '../report/matrix/matrix.ts';
import { matrixLines } from '../report/matrix/matrix-lines.ts';
import { writeMatrix } from '../report/matrix/write-matrix.ts';
import { readReport } from '../result/read-report.ts';
import { voiceOf } from './voice.ts';

interface MatrixFlags {
  readonly out: string;
  readonly lang: Language;
}

export function matrixCommand(): Command {
  return new Command('matrix')
    .description('set the reports of several deployments side by side, clause by deployment')
    .argument('<report...>', 'directories of runs, or their conformance.json')
    .option('--out <dir>', 'where to write index.html and matrix.json', 'reports/matrix')
    .addOption(
      new Option('--lang <language>', 'language of what is printed, and of the page at first sight')
        .choices(['en', 'zh'])
        .env('RDS_LANG')
        .default('en'),
    )
    .action(async (places: readonly string[], { out, lang }: MatrixFlags) => {
      const reports = places.map((place) => ({ place, result: readReport(place) }));
      const matrix = matrixOf(reports, loadContract().catalogue, SUITE);
      const file = await writeMatrix(out, matrix, lang);
      const voice = voiceOf({ json: false, quiet: false }, process.env);
      voice.remark(`matrix: ${file}`);
      voice.say(`${matrixLines(matrix, lang).join('\n')}\n`);
    });
}
