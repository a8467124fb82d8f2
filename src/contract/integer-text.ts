/** How a text reads as an integer, strictly and otherwise. Serves pagination.not-a-number and pagination.number-spelling. */
import { exactInteger } from './exact-integer.ts';

export type IntegerText =
  /** Digits, with a minus sign where it is negative. */
  | { readonly kind: 'plain'; readonly value: bigint }
  /** Digits with leading zeros, or a negative zero: the document says nothing of these. */
  | { readonly kind: 'padded'; readonly value: bigint }
  /** Some readers of numbers take it for an integer: `1e1`, `0x0a`, `+5`, blanks around, digits of other scripts. */
  | { readonly kind: 'spelled' }
  /** No reader of whole numbers does. */
  | { readonly kind: 'none' };

const PLAIN = /^(?:0|-?[1-9]\d*)$/;
const PADDED = /^-?0\d*$/;
const OTHER_BASE = /^0(?:[xX][\da-fA-F]+|[oO][0-7]+|[bB][01]+)$/;
const ANY_DIGITS = /^\p{Nd}+$/u;
const DECIMAL = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

export function readIntegerText(text: string): IntegerText {
  if (PLAIN.test(text)) return { kind: 'plain', value: BigInt(text) };
  if (PADDED.test(text)) {
    const value = BigInt(text.replace('-', '')) * (text.startsWith('-') ? -1n : 1n);
    // Octal or decimal, a negative number is negative.
    return { kind: value < 0n ? 'plain' : 'padded', value };
  }
  return { kind: isSpelled(text.trim().replace(/^[+-]/, '')) ? 'spelled' : 'none' };
}

function isSpelled(text: string): boolean {
  if (OTHER_BASE.test(text) || ANY_DIGITS.test(text)) return true;
  if (!DECIMAL.test(text)) return false;
  const [mantissa = '', exponent = '0'] = text.split(/[eE]/);
  const [whole = '', fraction = ''] = mantissa.split('.');
  return exactInteger(`${whole === '' ? '0' : whole}.${fraction}0e${exponent}`) !== undefined;
}
