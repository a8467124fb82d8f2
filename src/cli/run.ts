/** `run`: judges a deployment, or the embedded reference deployment where none is named. */
import { Command } from 'commander';
import { fromFlags } from '../run/setting-sources.ts';
import { readSettings } from '../run/settings.ts';
import { EXIT_CODES_HELP, exitCodeOf } from './exit-codes.ts';
import { judge } from './judge.ts';
import { type RunFlags, runOptions, SETTINGS_HELP, textsOf } from './run-options.ts';
import { voiceOf } from './voice.ts';

/** @param end receives the exit code of the run's verdict */
export function runCommand(end: (code: number) => void): Command {
  const command = new Command('run')
    .description('judge a deployment; without --target, the embedded reference deployment')
    .addHelpText('after', `${SETTINGS_HELP}\n${EXIT_CODES_HELP}`)
    .action(async (flags: RunFlags) => {
      const settings = readSettings(fromFlags(textsOf(flags)), process.env, flags.config);
      const voice = voiceOf({ json: flags.json ?? false, quiet: flags.quiet ?? false }, process.env);
      end(exitCodeOf(await judge(settings, voice)));
    });
  for (const option of runOptions()) command.addOption(option);
  return command;
}
