/** Emphasis for terminals that want it. */
import { styleText } from 'node:util';

export type Emphasis = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

export type Style = (emphasis: Emphasis, text: string) => string;

export const plain: Style = (_emphasis, text) => text;

const coloured: Style = (emphasis, text) => styleText(emphasis, text);

/** Colours on a terminal, unless NO_COLOR says otherwise; FORCE_COLOR asks for them anywhere. */
export function styleFor(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Style {
  if (isSet(env.NO_COLOR) || env.TERM === 'dumb') return plain;
  return stream.isTTY === true || (isSet(env.FORCE_COLOR) && env.FORCE_COLOR !== '0') ? coloured : plain;
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== '';
}
