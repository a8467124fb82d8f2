/** Where a run speaks: to people, to programs that read its output, or hardly at all. */
import type { Writable } from 'node:stream';
import { jsonWithoutCommands, readsCommands, withoutCommands } from '../report/ci/runner-commands.ts';
import { type Style, styleFor } from '../report/terminal/text.ts';

export interface VoiceOptions {
  /** The standard output is the report as JSON, and nothing else. */
  readonly json: boolean;
  /** People read the verdict line alone. */
  readonly quiet: boolean;
}

type Stream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export interface Voice extends VoiceOptions {
  /** Emphasis for what is said. */
  readonly style: Style;
  /** What people ran the command for; with a newline at its end. */
  say(text: string): void;
  /** What they may want to know beside it: a line, on the standard error. */
  remark(line: string): void;
  /** What is wrong beside it, and never silenced: a line, on the standard error. */
  warn(line: string): void;
  /** What programs read on the standard output; nobody else. */
  print(json: string): void;
}

export function voiceOf(
  { json, quiet }: VoiceOptions,
  env: Readonly<Record<string, string | undefined>>,
  { stdout, stderr }: { readonly stdout: Stream; readonly stderr: Stream } = process,
): Voice {
  const ears = json ? stderr : stdout;
  const obeyed = readsCommands(env);
  const safe = (text: string) => (obeyed ? withoutCommands(text) : text);
  return {
    json,
    quiet,
    style: styleFor(ears),
    say(text) {
      ears.write(safe(text));
    },
    remark(line) {
      if (!quiet) stderr.write(safe(`${line}\n`));
    },
    warn(line) {
      stderr.write(safe(`${line}\n`));
    },
    print(text) {
      stdout.write(obeyed ? jsonWithoutCommands(text) : text);
    },
  };
}
