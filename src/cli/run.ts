/** `run`: judges a deployment, or the embedded reference deployment where none is named. */
import { Command } from 'commander';
import { certify } from '../audit/certify/certify.ts';
import { readSigningKey, type SigningKey } from '../audit/certify/keys.ts';
import { fromFlags } from '../config/setting-sources.ts';
import { readFleet, type Settings } from '../config/settings.ts';
import { UsageError } from '../config/usage-error.ts';
import { loadContract } from '../contract/contract.ts';
import { readReport } from '../result/report-file.ts';
import { issuedLines } from './certify.ts';
import { EXIT, EXIT_CODES_HELP, exitCodeOf } from './exit-codes.ts';
import { judge } from './judge.ts';
import { type Output, outputFor } from './output.ts';
import { type RunFlags, runOptions, SETTINGS_HELP, settingsIn } from './run-options.ts';
import { diagnose } from './verify.ts';

/** Returns the command `run`. @param end receives the exit code of the run */
export function runCommand(end: (code: number) => void): Command {
  const command = new Command('run')
    .description('judge a deployment; without --target, the embedded reference deployment')
    .addHelpText('after', `${SETTINGS_HELP}\n${EXIT_CODES_HELP}`)
    .action(async (flags: RunFlags) => {
      const { config, deployment: deployments, all } = flags;
      const fleet = readFleet(fromFlags(settingsIn(flags)), process.env, { config, deployments, all });
      const [{ settings }, second] = fleet.runs;
      if (second !== undefined) throw new UsageError('several deployments cannot be judged at once yet');
      const output = outputFor({ json: flags.json ?? false, quiet: flags.quiet ?? false });
      for (const warning of fleet.warnings) output.warn(warning);
      // An unusable key is reported before anything is sent.
      const key = flags.sign === undefined ? undefined : readSigningKey(flags.sign);
      const code = exitCodeOf(await judge(settings, output));
      const isRefused = key !== undefined && !(await isCertified(settings, key, output));
      end(isRefused && code === EXIT.conformant ? EXIT.nonconformant : code);
    });
  for (const option of runOptions()) command.addOption(option);
  return command;
}

/** Certifies the report that was just written, or warns why not. */
async function isCertified(
  { report, contract }: Settings,
  key: SigningKey,
  output: Output,
): Promise<boolean> {
  if (key.warning !== undefined) output.warn(`warning: ${key.warning}`);
  const issued = await certify(report, readReport(report), {
    contract: loadContract(contract),
    diagnose,
    key,
  });
  for (const line of issuedLines(issued, true)) output.warn(line);
  return issued.file !== undefined;
}
