/** `matrix`: the reports of several deployments side by side, or of one deployment at several times. */
import { Command, Option } from 'commander';
import type { Language } from '../contract/catalogue.ts';
import { loadContract } from '../contract/contract.ts';
import { SUITE } from '../contract/package.ts';
import { matrixOf } from '../report/matrix/matrix.ts';
import { matrixLines } from '../report/matrix/matrix-lines.ts';
import { writeMatrix } from '../report/matrix/write-matrix.ts';
import { readReport } from '../result/report-file.ts';
import { outputFor } from './output.ts';

interface MatrixFlags {
  readonly out: string;
  readonly lang: Language;
}

export function matrixCommand(): Command {
  return new Command('matrix')
    .description('show the reports of several deployments side by side')
    .argument('<report...>', 'directories of reports, or conformance.json files')
    .option('--out <dir>', 'directory for index.html and matrix.json', 'reports/matrix')
    .addOption(
      new Option('--lang <language>', 'language of the output and the page')
        .choices(['en', 'zh'])
        .env('RDS_LANG')
        .default('en'),
    )
    .action(async (places: readonly string[], { out, lang }: MatrixFlags) => {
      const reports = places.map((place) => ({ place, result: readReport(place) }));
      const matrix = matrixOf(reports, loadContract().catalogue, SUITE);
      const file = await writeMatrix(out, matrix, lang);
      const output = outputFor({ json: false, quiet: false });
      output.note(`matrix: ${file}`);
      output.writeText(`${matrixLines(matrix, lang).join('\n')}\n`);
    });
}
