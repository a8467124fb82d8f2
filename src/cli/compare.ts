/** `compare`: what changed between two reports, and whether anything got worse. */
import { Command } from 'commander';
import { compareRuns, hasRegressed } from '../audit/compare/comparison.ts';
import { comparisonLines } from '../audit/compare/comparison-lines.ts';
import { crossJudge } from '../audit/verify/cross-judge.ts';
import { loadContract } from '../contract/contract.ts';
import { directoryOfReport, readReport } from '../result/report-file.ts';
import { outputFor } from './output.ts';

interface CompareFlags {
  readonly contract?: string;
  readonly json?: boolean;
}

const HELP = `
The old evidence, if it was kept, is judged again by this version of the suite: where its verdicts stay the same, the
deployment changed, not the suite.

Exit codes:
  0    no regression
  1    regression: a clause got worse, or fails in another way
  2    not a report, or wrong usage`;

/** Returns the command `compare`. @param end receives the exit code */
export function compareCommand(end: (code: number) => void): Command {
  return new Command('compare')
    .description(
      'compare two reports: verdicts, observations, response times, requests, and what caused the changes',
    )
    .argument('<old>', 'directory of the older report, or its conformance.json')
    .argument('<new>', 'directory of the newer report, or its conformance.json')
    .option(
      '--contract <file>',
      'OpenAPI document to judge the old evidence by (default: the one of this package)',
    )
    .option('--json', 'print the result as JSON')
    .addHelpText('after', HELP)
    .action(async (old: string, newer: string, { contract: file, json = false }: CompareFlags) => {
      const [before, after] = [readReport(old), readReport(newer)];
      const again = await crossJudge(directoryOfReport(old), before, { contract: loadContract(file) });
      const comparison = compareRuns(before, after, again);
      const output = outputFor({ json, quiet: false });
      if (json) output.writeJson(`${JSON.stringify(comparison, null, 2)}\n`);
      output.writeText(`${comparisonLines(comparison).join('\n')}\n`);
      end(hasRegressed(comparison) ? 1 : 0);
    });
}
