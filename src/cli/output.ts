/** Where a command writes: text for people, JSON for programs, notes and warnings beside them. */
import { jsonWithoutCommands, readsCommands, withoutCommands } from '../report/ci/runner-commands.ts';
import { type Style, styleFor } from '../report/terminal/text.ts';

export interface OutputOptions {
  /** The standard output holds JSON alone; text goes to the standard error. */
  readonly json: boolean;
  /** No notes. */
  readonly quiet: boolean;
}

export interface Output extends OutputOptions {
  /** Whether a line of progress may stand on the terminal. */
  readonly showsProgress: boolean;
  /** Emphasis for the text. */
  readonly style: Style;
  /** Writes the result for people; a newline at its end is the caller's. */
  writeText(text: string): void;
  /** Writes the result for programs, to the standard output. */
  writeJson(json: string): void;
  /** Writes a line to the standard error, unless it is quiet. */
  note(line: string): void;
  /** Writes a line to the standard error. */
  warn(line: string): void;
}

/** Returns the output of this process. A build runner finds no command in it, whatever a deployment says. */
export function outputFor({ json, quiet }: OutputOptions): Output {
  const stream = json ? process.stderr : process.stdout;
  const hasRunner = readsCommands(process.env);
  const safe = (text: string) => (hasRunner ? withoutCommands(text) : text);
  return {
    json,
    quiet,
    showsProgress: !quiet,
    style: styleFor(stream),
    writeText: (text) => void stream.write(safe(text)),
    writeJson: (text) => void process.stdout.write(hasRunner ? jsonWithoutCommands(text) : text),
    note(line) {
      if (!quiet) process.stderr.write(safe(`${line}\n`));
    },
    warn: (line) => void process.stderr.write(safe(`${line}\n`)),
  };
}
