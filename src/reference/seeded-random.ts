/** Pseudorandom numbers: the same seed and place always give the same number. */

/** A one-to-one mixing of the 32-bit numbers; `unmix32` is its inverse. */
export function mix32(number: number): number {
  let x = number >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The number that `scatter` makes this one of. */
export function unmix32(scattered: number): number {
  let x = scattered >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x43021123);
  x = Math.imul(x ^ (x >>> 15) ^ (x >>> 30), 0x1d69e2a5);
  return (x ^ (x >>> 16)) >>> 0;
}

/** A 32-bit number for a seed and a place; `salt` separates several draws for one place. */
export function randomAt(seed: number, place: number, salt: number): number {
  return mix32(mix32(mix32(seed + salt) ^ place) + salt);
}

/** The last `digits` hexadecimal digits of a 32-bit number, eight at most. */
export function hex(number: number, digits: number): string {
  return (number >>> 0)
    .toString(16)
    .padStart(8, '0')
    .slice(8 - digits);
}

/** A text of 32 hexadecimal digits, as project and instance ids begin with. */
export function hex32(seed: number, salt: number): string {
  return [0, 1, 2, 3].map((place) => hex(randomAt(seed, place, salt), 8)).join('');
}
