/** `compare`: an older report and a newer one, and whether anything got worse. */
import { Command } from 'commander';
import { compareRuns, hasRegressed } from '../audit/compare/comparison.ts';
import { comparisonLines } from '../audit/compare/comparison-lines.ts';
import { crossJudge } from '../audit/verify/cross-judge.ts';
import { loadContract } from '../contract/contract.ts';
import { directoryOfReport, readReport } from '../result/read-report.ts';
import { voiceOf } from './voice.ts';

interface CompareFlags {
  readonly contract?: string;
  readonly json?: boolean;
}

const HELP = `
The old evidence, where it was kept, is judged once more by the suite at hand: where the verdicts stay as they were, the
deployment changed and not the suite.

Exit codes:
  0    nothing regressed
  1    a clause is worse than before, or fails in another way
  2    not a report, or wrong usage`;

/** @param end receives the exit code */
export function compareCommand(end: (code: number) => void): Command {
  return new Command('compare')
    .description('compare two reports: verdicts, observations, latency and cost, and who changed')
    .argument('<old>', 'directory of a run, or its conformance.json')
    .argument('<new>', 'directory of a later run, or its conformance.json')
    .option(
      '--contract <file>',
      'OpenAPI document to judge the old evidence by (default: that of the package)',
    )
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', HELP)
    .action(async (old: string, newer: string, { contract: file, json = false }: CompareFlags) => {
      const [before, after] = [readReport(old), readReport(newer)];
      const again = await crossJudge(directoryOfReport(old), before, { contract: loadContract(file) });
      const comparison = compareRuns(before, after, again);
      const voice = voiceOf({ json, quiet: false }, process.env);
      if (json) voice.print(`${JSON.stringify(comparison, null, 2)}\n`);
      voice.say(`${comparisonLines(comparison).join('\n')}\n`);
      end(hasRegressed(comparison) ? 1 : 0);
    });
}
