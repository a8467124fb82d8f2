/** What a backup is called, weighs and holds: drawn from the seed and its number, so that nothing need be stored. */
import { FAILED } from './backup.ts';
import { randomAt } from './seeded-random.ts';

const LARGEST = 2n ** 63n - 1n;
const FIRST_INEXACT = 2n ** 53n + 1n;

/** Names that a careless reader of JSON or UTF-8 stumbles over. */
const AWKWARD_NAMES = [
  '每日备份',
  'sauvegarde d’été',
  'ночная копия',
  '🗄️ vault',
  'say "cheese" \\ o/',
  'نسخة احتياطية',
  'line\u2028separator',
  ' leading and trailing ',
  "Robert'); --",
  '100% & more; a=b?c#d',
];

export function nameOf(seed: number, row: number, type: string): string {
  const lot = randomAt(seed, row, 21);
  const awkward = AWKWARD_NAMES[lot % 40];
  return awkward === undefined ? `${type}-${lot.toString(36)}` : `${awkward}-${row}`;
}

/**
 * Kilobytes. A failed backup has none; some sizes are beyond what a double holds exactly, and the one at `largestAt`
 * is the largest that a 64-bit integer holds.
 */
export function sizeOf(seed: number, row: number, status: string, largest: boolean): bigint {
  if (largest) return LARGEST;
  if (status === FAILED) return 0n;
  const lot = randomAt(seed, row, 22);
  if (lot % 40 === 0) return FIRST_INEXACT + 2n * BigInt(lot);
  if (lot % 10 === 1) return 2n ** 32n + BigInt(lot);
  return BigInt(2_803 + (lot % 40_000_000));
}

const DATABASES = ['user01', 'user02', 'orders', 'Über', '客户'];

/** The databases of a partial backup; none where it is a whole one. */
export function databasesOf(seed: number, row: number): readonly string[] {
  const lot = randomAt(seed, row, 23);
  return lot % 3 === 0 ? [] : DATABASES.slice(lot % 4, (lot % 4) + 1 + (lot % 2));
}
