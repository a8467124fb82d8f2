/** What each generated backup is: drawn from the seed and its row number, so that nothing need be stored. */
import { INT64 } from '../contract/exact-integer.ts';
import type { ListOperation } from '../contract/operation.ts';
import { randomAt } from './seeded-random.ts';

/** An engine of the document, and what its instances hold. */
export interface Engine {
  readonly name: string;
  /** Types of its backups. */
  readonly types: readonly string[];
  /** The two digits that end the ids of its instances and backups. */
  readonly suffix: string;
  /** The type whose backups may be of some databases only; absent where none may. */
  readonly partialType: string | undefined;
}

/** The engines that the document enumerates. The first one alone has incremental backups. */
export function enginesOf({ engines, types, incremental, partial }: ListOperation): readonly Engine[] {
  const [first = '', ...others] = types.filter((type) => type !== incremental);
  return engines.map((name, place) => ({
    name,
    types: [first, ...(place === 0 ? [incremental] : []), ...others],
    suffix: String(place + 1).padStart(2, '0'),
    partialType: name === partial ? (others[0] ?? first) : undefined,
  }));
}

/** The statuses that the document enumerates, by what they mean here; several are the same where it has too few. */
export interface Statuses {
  readonly building: string;
  /** The status of most backups. */
  readonly completed: string;
  readonly failed: string;
  readonly deleting: string;
  /** All of them, building last. */
  readonly all: readonly string[];
}

export function statusesOf({ statuses, building }: ListOperation): Statuses {
  const final = statuses.filter((status) => status !== building);
  const [completed = building, failed = completed, deleting = failed] = final;
  return { building, completed, failed, deleting, all: [...final, building] };
}

/** No backup takes longer, in seconds. */
export const LONGEST = 30 * 3600;

/** Mean gap between two backups, and the time that all of them may span, in seconds: none begins before 1971. */
const MEAN_GAP = 8_400;
const WHOLE_SPAN = 1_450_000_000;

/** Seconds between the begin times of a backup and the one after it: ties, gaps of minutes or hours, some of days. */
export function gapAfter(seed: number, row: number, count: number): number {
  const scale = Math.min(1, WHOLE_SPAN / (count * MEAN_GAP));
  const lot = randomAt(seed, row, 11) % 1000;
  const length = randomAt(seed, row, 12);
  if (lot < 80) return 0;
  if (lot < 100) return Math.floor((172_800 + (length % 259_200)) * scale);
  return 1 + Math.floor((length % 4_800) * scale);
}

/** Whether a backup that begins with another also ends with it. */
export function endsTogether(seed: number, row: number): boolean {
  return randomAt(seed, row, 13) % 2 === 0;
}

/** Seconds from the begin time of a backup to its end: some take none, and some outlast the begin of the next ones. */
export function durationOf(seed: number, row: number, incremental: boolean): number {
  const lot = randomAt(seed, row, 14);
  if (lot % 29 === 7) return 0;
  if (incremental) return 1 + (lot % 90);
  return lot % 8 === 0 ? 36_000 + (lot % (LONGEST - 36_000)) : 60 + (lot % 7_200);
}

export interface Kind {
  /** Place of the type among the types of the engine. */
  readonly type: number;
  readonly status: string;
}

/** How often each type of an engine comes, by its place. */
const TYPE_WEIGHTS = [0, 0, 0, 0, 1, 1, 1, 1, 2, 3];

/**
 * Type and status of the backup at a place of an instance that was made for `count` of them. Every type meets every
 * status wherever there are rows enough.
 */
export function kindAt(
  seed: number,
  row: number,
  place: number,
  { count, types, statuses }: { readonly count: number; readonly types: number; readonly statuses: Statuses },
): Kind {
  const pairs = types * statuses.all.length;
  const step = Math.max(1, Math.min(13, Math.floor(count / pairs)));
  if (place % step === 0) {
    const pair = (place / step) % pairs;
    return { type: pair % types, status: statuses.all[Math.floor(pair / types)] ?? statuses.completed };
  }
  const lot = randomAt(seed, row, 15);
  const chance = (lot >>> 8) % 100;
  const status = chance < 4 ? statuses.failed : chance < 7 ? statuses.deleting : statuses.completed;
  return { type: (TYPE_WEIGHTS[lot % TYPE_WEIGHTS.length] ?? 0) % types, status };
}

/** Names that a careless reader of JSON or UTF-8 gets wrong. */
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

const FIRST_INEXACT = 2n ** 53n + 1n;

/** Kilobytes. A failed backup has none; the largest is the largest 64-bit integer; a double does not hold some exactly. */
export function sizeOf(seed: number, row: number, failed: boolean, largest: boolean): bigint {
  if (largest) return INT64.most;
  if (failed) return 0n;
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

const VERSIONS = ['5.6', '5.7'];

export function versionOf(seed: number, row: number): string {
  return VERSIONS[randomAt(seed, row, 24) % VERSIONS.length] ?? '';
}
