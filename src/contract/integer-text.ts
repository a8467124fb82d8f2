/**
 * How a text reads as an integer, strictly and by the readers of well-known languages. Serves pagination.not-a-number,
 * pagination.no-integer and pagination.number-spelling.
 */
import { exactInteger } from './exact-integer.ts';

export type IntegerText =
  /** Digits, with a minus sign where it is negative. */
  | { readonly kind: 'plain'; readonly value: bigint }
  /** Digits with leading zeros, or a negative zero: the document says nothing of these. */
  | { readonly kind: 'padded'; readonly value: bigint }
  /** The reader of some language consumes the whole text and takes it for an integer. */
  | { readonly kind: 'spelled' }
  /** Digits, but not one integer: two joined, blanks or separators inside, a sign of another script. Or a boolean. */
  | { readonly kind: 'joined' }
  /** A word, a fraction, a number with letters, nothing at all. */
  | { readonly kind: 'none' };

const PLAIN = /^(?:0|-?[1-9]\d*)$/;
const PADDED = /^-?0\d*$/;
const BOOLEAN = /^(?:true|false|yes|no|on|off)$/i;

/** Returns how a decoded text reads as an integer. */
export function readIntegerText(text: string): IntegerText {
  if (PLAIN.test(text)) return { kind: 'plain', value: BigInt(text) };
  if (PADDED.test(text)) {
    const value = BigInt(text.replace('-', '')) * (text.startsWith('-') ? -1n : 1n);
    // Octal or decimal, a negative number is negative.
    return { kind: value < 0n ? 'plain' : 'padded', value };
  }
  if (READERS.some((reads) => reads(text))) return { kind: 'spelled' };
  if (BOOLEAN.test(text)) return { kind: 'joined' };
  return { kind: isDigitsAndMarks(text) ? 'joined' : 'none' };
}

/** Whether a text has digits, no letters, and is no fraction. */
function isDigitsAndMarks(text: string): boolean {
  const isFraction = /^[^\p{Nd}]*\p{Nd}*[.,]?\p{Nd}+[^\p{Nd}]*$/u.test(text) && text.includes('.');
  return /\p{Nd}/u.test(text) && !/\p{L}/u.test(text) && !isFraction;
}

type Reader = (text: string) => boolean;

/** White space by Unicode, and the controls that some trimming functions take for it. */
const BLANKS = '[\\s\\u0000-\\u0020\\u0085\\ufeff]*';

const around = (pattern: string, flags = '') => {
  const whole = new RegExp(`^${BLANKS}${pattern}${BLANKS}$`, flags);
  return (text: string) => whole.test(text);
};

/** Named in docs/rulings.md, "Numbers that are spelled oddly". */
const READERS: readonly Reader[] = [
  // Python's int(text) and int(text, 0): blanks around, a sign, digits of any script, single underscores.
  around('[+-]?\\p{Nd}+(?:_\\p{Nd}+)*', 'u'),
  // Go's strconv.ParseInt with base 0, and JavaScript's Number(text): prefixes of a base, underscores after them.
  around('[+-]?0[xX](?:_?[\\da-fA-F])+'),
  around('[+-]?0[oO](?:_?[0-7])+'),
  around('[+-]?0[bB](?:_?[01])+'),
  // Java's Integer.decode: a number sign in place of 0x.
  around('[+-]?#[\\da-fA-F]+'),
  // Java's BigDecimal and Double, JavaScript's Number, PHP's numeric strings: a point or an exponent.
  readsAsDecimal,
];

const DECIMAL = new RegExp(
  `^${BLANKS}[+-]?(?<mantissa>\\d+\\.?\\d*|\\.\\d+)(?:[eE](?<exponent>[+-]?\\d+))?${BLANKS}$`,
);

function readsAsDecimal(text: string): boolean {
  const { mantissa, exponent = '0' } = DECIMAL.exec(text)?.groups ?? {};
  if (mantissa === undefined) return false;
  const [whole = '', fraction = ''] = mantissa.split('.');
  return exactInteger(`${whole === '' ? '0' : whole}.${fraction}0e${exponent}`) !== undefined;
}
