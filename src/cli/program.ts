/** The command line as a whole: what its subcommands have in common. */
import { Command } from 'commander';
import { SUITE } from '../contract/package.ts';
import { certifyCommand } from './certify.ts';
import { compareCommand } from './compare.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
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
  ${NAME} run                                judges the embedded reference deployment
  RDS_AUTH_TOKEN=... ${NAME} run --target https://rds.example.com \\
      --project-id 0483b6b16e954cb88930a360d2c4e663 --instance-id dsfae23fsfdsae3435in01
  ${NAME} run --only pagination --budget smoke
  ${NAME} verify reports/latest                judges the report by its evidence, offline
  ${NAME} certify reports/latest --sign key.pem  certifies it
  ${NAME} compare reports/before reports/latest says what changed, and who
  ${NAME} explain window.sound
  ${NAME} serve --port 8080 --fault SLUG

Credentials come from the environment alone (RDS_AUTH_TOKEN), never from the command line.
${EXIT_CODES_HELP}`;

/** @param end receives the exit code of a command that was carried out */
export function programOf(end: (code: number) => void): Command {
  const program = new Command(NAME)
    .description(
      'Judges whether a deployment of GET /v3/{project_id}/backups behaves as its document says. Only GET is ever sent.',
    )
    .version(SUITE.version)
    .addHelpText('after', HELP)
    .helpCommand(true)
    .showSuggestionAfterError(true);
  const commands = [
    runCommand(end),
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

/** An option that does not exist is named without what was given to it: it may be a credential. */
function withoutValue(text: string): string {
  const shown = text.replace(/(unknown option '-[^'=]*)=[^\n]*'/, "$1=...'");
  const aboutCredentials = /unknown option '--?[a-z-]*(token|secret|password|access|ak|sk|user)/i.test(shown);
  return aboutCredentials
    ? `${shown.trimEnd()}\nCredentials come from the environment alone: set RDS_AUTH_TOKEN\n`
    : shown;
}
