/**
 * The dataset of a seed: columns for what is searched, everything else drawn when a row is looked at. A million
 * backups take a few dozen megabytes and about a second to make.
 */
import type { ListOperation } from '../contract/operation.ts';
import type { Backup, Dataset, Instance } from './dataset.ts';
import {
  databasesOf,
  durationOf,
  type Engine,
  endsTogether,
  enginesOf,
  gapAfter,
  type Kind,
  kindAt,
  nameOf,
  type Statuses,
  sizeOf,
  statusesOf,
  versionOf,
} from './generated-backup.ts';
import { type Rows, span } from './rows.ts';
import { hex, hex32, mix32, randomAt, unmix32 } from './seeded-random.ts';

export interface DatasetPlan {
  readonly seed: number;
  /** Backups of the first instance. The second holds 120, others 40, or as many as the first where that is fewer. */
  readonly backups: number;
  /** Backups of each instance that are made and not listed yet. */
  readonly spare: number;
  /** Epoch seconds; the newest listed backup began shortly before. */
  readonly now: number;
}

/** So many of an instance's newest backups are still being built. */
const YOUNG = 2;
/** So many backups are kept once they are drawn. */
const KEPT_BACKUPS = 20_000;
/** Seconds since the newest backup began. */
const NEWEST_AGE = 90;

interface GeneratedInstance extends Instance {
  readonly engine: Engine;
  /** The rows that were made for this instance; those listed now are a part of them. */
  readonly made: { readonly from: number; readonly to: number };
  /** How many are listed at any time. */
  readonly count: number;
  from: number;
  to: number;
}

export class GeneratedDataset implements Dataset {
  readonly project: string;
  readonly otherProject: string;
  readonly instances: readonly GeneratedInstance[];
  revision = 0;

  readonly #seed: number;
  readonly #incremental: string;
  readonly #statuses: Statuses;
  readonly #begins: Float64Array;
  /** NaN where a backup never ends. */
  readonly #ends: Float64Array;
  /** Place of the type among the types of the engine. */
  readonly #types: Uint8Array;
  /** The serial number within the id of a row, and the row of a serial number. */
  readonly #serials: Uint32Array;
  readonly #rowOfSerial: Uint32Array;
  /** Backups that were looked at since the last change, by row. */
  readonly #made = new Map<number, Backup>();

  constructor(operation: ListOperation, { seed, backups, spare, now }: DatasetPlan) {
    this.#seed = seed;
    this.#incremental = operation.incremental;
    this.#statuses = statusesOf(operation);
    this.project = hex32(seed, 1);
    this.otherProject = hex32(seed, 2);
    let rows = 0;
    this.instances = this.#plan(enginesOf(operation), backups).map(([project, engine, count], place) => {
      const from = rows;
      rows += count === 0 ? 0 : count + spare;
      const id = `${hex32(seed, 3 + place)}in${engine.suffix}`;
      return { project, id, engine, made: { from, to: rows }, count, from, to: from + count };
    });
    this.#begins = new Float64Array(rows);
    this.#ends = new Float64Array(rows);
    this.#types = new Uint8Array(rows);
    this.#serials = Uint32Array.from({ length: rows }, (_, row) => row);
    this.#rowOfSerial = new Uint32Array(rows);
    for (const instance of this.instances) {
      this.#makeRows(instance, now);
      this.#sortTies(instance);
    }
    for (let row = 0; row < rows; row++) this.#rowOfSerial[this.#serials[row] ?? 0] = row;
  }

  rowsOf({ from, to }: Instance): Rows {
    return span(from, to);
  }

  rowOf(id: string): number | undefined {
    const start = id.slice(0, 8);
    if (!/^[0-9a-f]{8}$/.test(start)) return undefined;
    const serial = (unmix32(Number.parseInt(start, 16)) ^ this.#seed) >>> 0;
    if (serial >= this.#serials.length) return undefined;
    const row = this.#rowOfSerial[serial] ?? 0;
    return this.#idOf(row) === id ? row : undefined;
  }

  beginOf(row: number): number {
    return this.#begins[row] ?? Number.NaN;
  }

  endOf(row: number): number | undefined {
    const end = this.#ends[row] ?? Number.NaN;
    return Number.isNaN(end) || isYoung(row, this.#instanceOf(row)) ? undefined : end;
  }

  backup(row: number): Backup {
    const known = this.#made.get(row);
    if (known !== undefined) return known;
    const backup = this.#makeBackup(row);
    if (this.#made.size >= KEPT_BACKUPS) this.#made.clear();
    this.#made.set(row, backup);
    return backup;
  }

  #makeBackup(row: number): Backup {
    const instance = this.#instanceOf(row);
    const { engine, made } = instance;
    const type = engine.types[this.#types[row] ?? 0] ?? '';
    const { building, failed } = this.#statuses;
    const status = isYoung(row, instance) ? building : this.#kindOf(row, instance).status;
    return {
      row,
      id: this.#idOf(row),
      instance: instance.id,
      name: nameOf(this.#seed, row, type),
      type,
      status,
      begin: this.beginOf(row),
      end: this.endOf(row),
      size: sizeOf(this.#seed, row, status === failed, row - made.from === 3),
      engine: engine.name,
      version: versionOf(this.#seed, row),
      databases: type === engine.partialType ? databasesOf(this.#seed, row) : [],
    };
  }

  advance(): void {
    for (const instance of this.instances) {
      if (instance.to === instance.made.to) continue;
      instance.from++;
      instance.to++;
    }
    this.#made.clear();
    this.revision++;
  }

  /** An instance of each engine, two at least, and one of another tenant: project, engine, number of backups. */
  #plan(engines: readonly Engine[], backups: number): readonly (readonly [string, Engine, number])[] {
    const [first, second = first, ...others] = engines;
    if (first === undefined || second === undefined)
      throw new RangeError('the document enumerates no engine');
    return [
      [this.project, first, backups],
      [this.project, second, Math.min(backups, 120)],
      ...others.map((engine) => [this.project, engine, Math.min(backups, 40)] as const),
      [this.otherProject, first, Math.min(backups, 30)],
    ];
  }

  #makeRows(instance: GeneratedInstance, now: number): void {
    const { made, engine } = instance;
    const newest = instance.to - 1;
    const gap = (row: number) => gapAfter(this.#seed, row, made.to - made.from);
    const make = (row: number, begin: number, neighbour: number) => {
      const { type, status } = this.#kindOf(row, instance);
      const tied = begin === this.beginOf(neighbour) && endsTogether(this.#seed, row);
      const own = begin + durationOf(this.#seed, row, engine.types[type] === this.#incremental);
      const other = this.#ends[neighbour] ?? own;
      this.#begins[row] = begin;
      this.#types[row] = type;
      const ends = tied && !Number.isNaN(other) ? other : own;
      this.#ends[row] = status === this.#statuses.building ? Number.NaN : ends;
    };
    for (let row = newest, begin = now - NEWEST_AGE; row >= made.from; row--) {
      make(row, begin, row + 1);
      begin -= gap(row - 1);
    }
    for (let row = newest + 1; row < made.to; row++) make(row, this.beginOf(row - 1) + gap(row - 1), row - 1);
  }

  /** Sorts backups that begin together by id. */
  #sortTies({ made }: GeneratedInstance): void {
    for (let from = made.from, to = from + 1; from < made.to; from = to, to++) {
      while (to < made.to && this.#begins[to] === this.#begins[from]) to++;
      if (to - from < 2) continue;
      this.#serials.subarray(from, to).sort((one, other) => this.#idStart(one) - this.#idStart(other));
    }
  }

  #kindOf(row: number, { made, engine, count }: GeneratedInstance): Kind {
    const drawn = { count, types: engine.types.length, statuses: this.#statuses };
    return kindAt(this.#seed, row, row - made.from, drawn);
  }

  #idStart(serial: number): number {
    return mix32(serial ^ this.#seed);
  }

  #idOf(row: number): string {
    const serial = this.#serials[row] ?? 0;
    const middle = randomAt(this.#seed, serial, 31);
    const end = randomAt(this.#seed, serial, 32);
    const start = hex(this.#idStart(serial), 8);
    const node = `fa163e${hex(end, 6)}`;
    return `${start}${hex(middle, 4)}11e8${hex(middle >>> 16, 4)}${node}br${this.#instanceOf(row).engine.suffix}`;
  }

  #instanceOf(row: number): GeneratedInstance {
    const instance = this.instances.find(({ made }) => row < made.to);
    if (instance === undefined) throw new RangeError(`no row ${row}`);
    return instance;
  }
}

function isYoung(row: number, { from, to }: Instance): boolean {
  return row >= to - YOUNG && to - from > YOUNG;
}
