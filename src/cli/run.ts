/** `run`: judges deployments, or the embedded reference deployment where none is named. */
import { Command } from 'commander';
import { readSigningKey } from '../audit/certify/keys.ts';
import { effectiveJson, effectiveText } from '../config/effective.ts';
import { readFleet } from '../config/fleet.ts';
import { fromFlags } from '../config/setting-sources.ts';
import { UsageError } from '../config/usage-error.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { judgeFleet } from './fleet.ts';
import { judgeAndCertify } from './judge-and-certify.ts';
import { outputFor } from './output.ts';
import { plansOf, planText } from './plan.ts';
import { type RunFlags, runOptions, SETTINGS_HELP, settingsIn } from './run-options.ts';

/** Returns the command `run`. @param end receives the exit code of the run */
export function runCommand(end: (code: number) => void): Command {
  const command = new Command('run')
    .description('judge a deployment; without --target, the embedded reference deployment')
    .addHelpText('after', `${SETTINGS_HELP}\n${EXIT_CODES_HELP}`)
    .action(async (flags: RunFlags) => {
      const { config, deployment: deployments, all } = flags;
      const fleet = readFleet(fromFlags(settingsIn(flags)), process.env, { config, deployments, all });
      const jobs = readJobs(flags.jobs);
      const output = outputFor({ json: flags.json ?? false, quiet: flags.quiet ?? false });
      for (const warning of fleet.warnings) output.warn(warning);
      if (flags.printConfig === true) {
        if (output.json) output.writeJson(effectiveJson(fleet.runs));
        else output.writeText(effectiveText(fleet.runs));
        return;
      }
      if (flags.plan === true) {
        const plans = await plansOf(fleet.runs);
        if (output.json) output.writeJson(`${JSON.stringify(plans, null, 2)}\n`);
        else output.writeText(plans.map(planText).join('\n'));
        return;
      }
      // An unusable key is reported before anything is sent.
      const key = flags.sign === undefined ? undefined : readSigningKey(flags.sign);
      const [first, ...others] = fleet.runs;
      end(
        others.length === 0
          ? (await judgeAndCertify(first.settings, key, output)).code
          : await judgeFleet(fleet, { jobs, key, output }),
      );
    });
  for (const option of runOptions()) command.addOption(option);
  return command;
}

function readJobs(text: string | undefined): number {
  if (text === undefined) return 1;
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 16) return Number(text);
  throw new UsageError(`--jobs takes a whole number from 1 to 16, not "${text}"`);
}
