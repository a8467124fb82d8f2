/** Integers read exactly, where a double would round. */

/** The bounds of an integer of 64 bits: `int64` in the document. */
export const INT64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n } as const;

/** More digits than any number here needs. */
const MOST_DIGITS = 400;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Returns the integer that a JSON number denotes exactly (2803.0, 2.803e3); undefined for a fraction and beyond 400 digits. */
export function exactInteger(text: string): bigint | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return 0n;
  const significant = withoutZerosBehind(digits);
  const zeros = digits.length - significant.length + Number(exponent) - fraction.length;
  if (zeros < 0 || significant.length + zeros > MOST_DIGITS) return undefined;
  return BigInt(`${sign}${significant}${'0'.repeat(zeros)}`);
}

/** Linear, which `/0+$/` is not on millions of zeros before a last digit. */
function withoutZerosBehind(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
