/**
 * Mutants of the reference deployment that nobody designed: which of them the suite tells.
 * Run: npx tsx bench/mutants/run.ts [--sample N] [--file NAME…] [--workers N] [--log FILE] [--keep] [--page docs/mutants.md]
 * Results stay in the log: an interrupted measurement goes on where it was. With --keep, results of earlier code count,
 * and what is measured again is what they leave unexplained. Exit code 1 where a survivor is unexplained.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { instrument } from './instrument.ts';
import { digestOf, openLog } from './log.ts';
import { measureAll } from './measure-all.ts';
import { readSurvivors } from './survivors.ts';
import { columnsOf, pageOf } from './table.ts';

const { values } = parseArgs({
  options: {
    sample: { type: 'string' },
    file: { type: 'string', multiple: true },
    workers: { type: 'string', default: '2' },
    keep: { type: 'boolean', default: false },
    log: { type: 'string', default: 'reports/mutants/log.jsonl' },
    page: { type: 'string' },
  },
});

const instrumented = await instrument();
const mutants = instrumented.mutants.filter(
  ({ file }) => values.file?.some((part) => file.includes(part)) ?? true,
);
const step = Math.max(1, mutants.length / Number(values.sample ?? mutants.length));
const chosen = mutants.filter((_, place) => Math.floor(place / step) !== Math.floor((place - 1) / step));
const code = digestOf(instrumented);
const log = openLog(values.log, { code, commit: commit() }, values.keep);
const survivors = readSurvivors();
const missing = chosen.filter((mutant) => {
  const known = log.results.get(mutant.name);
  const isUnexplained = columnsOf(mutant, { results: log.results, survivors }).includes('unexplained');
  return known === undefined || (isUnexplained && known.code !== code);
});
let done = chosen.length - missing.length;
await measureAll(instrumented, missing, Math.min(2, Number(values.workers)), (measured) => {
  log.add(measured);
  const { fate, name } = measured;
  const told = fate.kind === 'caught' ? fate.by.join(' ') : fate.kind === 'broke' ? fate.why : '';
  process.stderr.write(`${++done}/${chosen.length} ${fate.kind} ${name} ${told}\n`);
});
const day = new Date().toISOString().slice(0, 10);
const measurement = { mutants: instrumented.mutants, results: log.results, survivors, day };
if (values.page !== undefined) writeFileSync(values.page, pageOf(measurement));
const unexplained = chosen.filter((mutant) => columnsOf(mutant, measurement).includes('unexplained'));
for (const { name } of unexplained) process.stdout.write(`unexplained: ${name}\n`);
process.stdout.write(`${chosen.length} mutants, ${unexplained.length} unexplained\n`);
process.exitCode = unexplained.length === 0 ? 0 : 1;

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
}
