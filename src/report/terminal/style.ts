/** Emphasis for terminals that want it. */
import { styleText } from 'node:util';

export type Emphasis = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

export type Style = (emphasis: Emphasis, text: string) => string;

export const plain: Style = (_emphasis, text) => text;

// Whether to colour is decided below, for the stream at hand: Node would look at the standard output alone.
const coloured: Style = (emphasis, text) => styleText(emphasis, text, { validateStream: false });

/** Colours on a terminal, unless NO_COLOR says otherwise; FORCE_COLOR asks for them anywhere, or with 0 nowhere. */
export function styleFor(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Style {
  if (isSet(env.NO_COLOR)) return plain;
  if (isSet(env.FORCE_COLOR))
    return env.FORCE_COLOR === '0' || env.FORCE_COLOR === 'false' ? plain : coloured;
  return stream.isTTY === true && env.TERM !== 'dumb' ? coloured : plain;
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== '';
}
