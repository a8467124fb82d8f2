/** The command line: its subcommands and what they share. */
import { Command } from 'commander';
import { SUITE } from '../contract/package.ts';
import { readsCommands, withoutCommands } from '../report/ci/runner-commands.ts';
import { certifyCommand } from './certify.ts';
import { compareCommand } from './compare.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { failureOf } from './failure.ts';
import { initCommand } from './init.ts';
import { Interrupted } from './interruption.ts';
import { listCommand } from './list.ts';
import { matrixCommand } from './matrix.ts';
import { proveCommand } from './prove.ts';
import { runCommand } from './run.ts';
import { serveCommand } from './serve.ts';
import { strengthCommand } from './strength.ts';
import { verifyCommand } from './verify.ts';

export const NAME = 'rds-backups-conformance';

const HELP = `
Examples:
  # judge the embedded reference deployment
  ${NAME} run
  # judge your deployment
  RDS_AUTH_TOKEN=... ${NAME} run --target https://rds.example.com \\
      --project-id 0483b6b16e954cb88930a360d2c4e663 --instance-id dsfae23fsfdsae3435in01
  # write a configuration file, and judge every deployment that it names
  ${NAME} init fleet.yaml
  ${NAME} run --config fleet.yaml --all
  # judge one chapter with few requests
  ${NAME} run --only pagination --budget smoke
  # check a report against its evidence, and certify it
  ${NAME} verify reports/latest
  ${NAME} certify reports/latest --sign key.pem
  # show what changed between two reports
  ${NAME} compare reports/before reports/latest
  # explain a clause
  ${NAME} explain window.sound
  # serve the reference deployment with a fault
  ${NAME} serve --port 8080 --fault SLUG

Credentials come from the environment (RDS_AUTH_TOKEN) or the configuration file, never from the command line.
${EXIT_CODES_HELP}`;

/** Runs a command line and returns its exit code. An error is printed as one line. @param args without the program */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  try {
    await programOf((code) => {
      exitCode = code;
    }).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    const { code, line } = failureOf(error);
    if (line !== undefined) {
      const text = `${NAME}: ${line}\n`;
      process.stderr.write(readsCommands(process.env) ? withoutCommands(text) : text);
    }
    if (process.env.DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    // Interrupted work may still wait for a retry.
    if (error instanceof Interrupted) process.exit(code);
    return code;
  }
}

/** @param end receives the exit code of a command that ran */
function programOf(end: (code: number) => void): Command {
  const program = new Command(NAME)
    .description(
      'Checks whether a deployment of GET /v3/{project_id}/backups conforms to its documentation. Sends it GET requests only.',
    )
    .version(SUITE.version)
    .addHelpText('after', HELP)
    .helpCommand(true)
    .showSuggestionAfterError(true);
  const commands = [
    runCommand(end),
    initCommand(),
    matrixCommand(),
    compareCommand(end),
    verifyCommand(end),
    certifyCommand(end),
    exportCommand(),
    serveCommand(),
    listCommand(),
    explainCommand(),
    proveCommand(end),
    strengthCommand(end),
  ];
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ outputError: (text, write) => write(withoutValue(text)) });
  }
  return program;
}

/** The error of an unknown option does not repeat its value, which may be a credential. */
function withoutValue(text: string): string {
  if (text.includes("too many arguments for 'run'"))
    return 'error: run takes no argument: name the deployment with --target URL\n';
  const shown = text.replace(/(unknown option '-[^'=]*)=[^\n]*'/, "$1=...'");
  const aboutCredentials = /unknown option '--?[a-z-]*(token|secret|password|access|ak|sk|user)/i.test(shown);
  return aboutCredentials
    ? `${shown.trimEnd()}\nCredentials come from the environment: set RDS_AUTH_TOKEN\n`
    : shown;
}
