/**
 * The data set: columns for what is searched, everything else drawn when a row is looked at. A million backups take a
 * few dozen megabytes and about a second to lay out.
 */
import { type Backup, BUILDING } from './backup.ts';
import { databasesOf, nameOf, sizeOf } from './content.ts';
import type { Dataset } from './dataset.ts';
import { type Engine, MYSQL, POSTGRESQL, SQLSERVER } from './engine.ts';
import type { Instance } from './instance.ts';
import { firstNot, listed, type Rows, slice, span } from './rows.ts';
import { hex, hex32, mix32, randomAt, unmix32 } from './seeded-random.ts';
import { duration, endsTogether, gapAfter, kindAt } from './timeline.ts';

export interface DatasetPlan {
  readonly seed: number;
  /** Backups of the first instance. The others hold 120 and 40, or as many as the first where that is fewer. */
  readonly backups: number;
  /** Backups of each instance that are made and not listed yet. */
  readonly spare: number;
  /** Epoch seconds; the newest listed backup began shortly before. */
  readonly now: number;
}

/** So many of an instance's newest backups are still being built. */
const YOUNG = 2;
const NEWEST_AGE = 90;

export class GeneratedDataset implements Dataset {
  readonly project: string;
  readonly otherProject: string;
  readonly instances: readonly Instance[];
  /** Counts how often the listed rows have changed. */
  edition = 0;

  readonly #seed: number;
  readonly #begins: Float64Array;
  /** NaN where a backup never ends. */
  readonly #ends: Float64Array;
  /** Place of the type among the types of the engine. */
  readonly #types: Uint8Array;
  /** The serial number within the id of a row, and the row of a serial number. */
  readonly #serials: Uint32Array;
  readonly #rowOfSerial: Uint32Array;
  readonly #rowsOfTypes = new Map<string, Rows>();

  constructor({ seed, backups, spare, now }: DatasetPlan) {
    this.#seed = seed;
    this.project = hex32(seed, 1);
    this.otherProject = hex32(seed, 2);
    const plans: readonly (readonly [string, Engine, number])[] = [
      [this.project, MYSQL, backups],
      [this.project, POSTGRESQL, Math.min(backups, 120)],
      [this.project, SQLSERVER, Math.min(backups, 40)],
      [this.otherProject, MYSQL, Math.min(backups, 30)],
    ];
    let rows = 0;
    this.instances = plans.map(([project, engine, count], place) => {
      const from = rows;
      rows += count === 0 ? 0 : count + spare;
      const id = `${hex32(seed, 3 + place)}in${engine.suffix}`;
      return { project, engine, id, made: { from, to: rows }, count, from, to: from + count };
    });
    this.#begins = new Float64Array(rows);
    this.#ends = new Float64Array(rows);
    this.#types = new Uint8Array(rows);
    this.#serials = Uint32Array.from({ length: rows }, (_, row) => row);
    this.#rowOfSerial = new Uint32Array(rows);
    for (const instance of this.instances) {
      this.#layOut(instance, now);
      this.#sortTies(instance);
    }
    for (let row = 0; row < rows; row++) this.#rowOfSerial[this.#serials[row] ?? 0] = row;
  }

  /** The project's instances, the one with most backups first. */
  instancesOf(project: string): readonly Instance[] {
    return this.instances.filter((instance) => instance.project === project);
  }

  /** Epoch seconds. */
  beginOf(row: number): number {
    return this.#begins[row] ?? Number.NaN;
  }

  /** Epoch seconds; undefined while the backup is being built. */
  endOf(row: number): number | undefined {
    const end = this.#ends[row] ?? Number.NaN;
    return Number.isNaN(end) || this.#isYoung(row) ? undefined : end;
  }

  typeOf(row: number): string {
    return this.instanceOf(row).engine.types[this.#types[row] ?? 0] ?? '';
  }

  /** The listed rows of an instance; of some types only, where they are given. */
  rowsOf(instance: Instance, types?: readonly string[]): Rows {
    if (types === undefined) return span(instance.from, instance.to);
    const rows = this.#madeOf(instance, types);
    return slice(
      rows,
      firstNot(rows, (row) => row < instance.from),
      firstNot(rows, (row) => row < instance.to),
    );
  }

  /** The row of the backup with exactly this id, listed or not, in whatever instance. */
  rowOf(id: string): number | undefined {
    const start = id.slice(0, 8);
    if (!/^[0-9a-f]{8}$/.test(start)) return undefined;
    const serial = (unmix32(Number.parseInt(start, 16)) ^ this.#seed) >>> 0;
    if (serial >= this.#serials.length) return undefined;
    const row = this.#rowOfSerial[serial] ?? 0;
    return this.#idOf(row) === id ? row : undefined;
  }

  backup(row: number): Backup {
    const instance = this.instanceOf(row);
    const { engine, made } = instance;
    const type = this.typeOf(row);
    const place = row - made.from;
    const kind = kindAt(this.#seed, row, place, instance.count, engine);
    const status = this.#isYoung(row) ? BUILDING : kind.status;
    return {
      row,
      id: this.#idOf(row),
      instance: instance.id,
      name: nameOf(this.#seed, row, type),
      type,
      status,
      begin: this.beginOf(row),
      end: this.endOf(row),
      size: sizeOf(this.#seed, row, status, place === 3),
      engine: engine.name,
      version: engine.versions[randomAt(this.#seed, row, 24) % engine.versions.length] ?? '',
      databases: engine.partial && type === 'manual' ? databasesOf(this.#seed, row) : [],
    };
  }

  /** Time goes by: in each instance the oldest backup goes, a new one comes, and one under way is done. */
  advance(): void {
    for (const instance of this.instances) {
      if (instance.to === instance.made.to) continue;
      instance.from++;
      instance.to++;
    }
    this.edition++;
  }

  #layOut(instance: Instance, now: number): void {
    const { made, engine, count } = instance;
    const newest = instance.to - 1;
    const place = (row: number, begin: number, neighbour: number) => {
      const kind = kindAt(this.#seed, row, row - made.from, count, engine);
      const type = engine.types[kind.type] ?? '';
      const tied = begin === this.beginOf(neighbour) && endsTogether(this.#seed, row);
      const own = begin + duration(this.#seed, row, type);
      const other = this.#ends[neighbour] ?? own;
      this.#begins[row] = begin;
      this.#types[row] = kind.type;
      const ends = tied && !Number.isNaN(other) ? other : own;
      this.#ends[row] = kind.status === BUILDING ? Number.NaN : ends;
    };
    for (let row = newest, begin = now - NEWEST_AGE; row >= made.from; row--) {
      place(row, begin, row + 1);
      begin -= gapAfter(this.#seed, row - 1, made.to - made.from);
    }
    for (let row = newest + 1; row < made.to; row++) {
      place(row, this.beginOf(row - 1) + gapAfter(this.#seed, row - 1, made.to - made.from), row - 1);
    }
  }

  /** Backups that begin together stand in order of id. */
  #sortTies({ made }: Instance): void {
    for (let from = made.from, to = from + 1; from < made.to; from = to, to++) {
      while (to < made.to && this.#begins[to] === this.#begins[from]) to++;
      if (to - from < 2) continue;
      this.#serials.subarray(from, to).sort((one, other) => this.#idStart(one) - this.#idStart(other));
    }
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
    return `${start}${hex(middle, 4)}11e8${hex(middle >>> 16, 4)}${node}br${this.instanceOf(row).engine.suffix}`;
  }

  #isYoung(row: number): boolean {
    const { from, to } = this.instanceOf(row);
    return row >= to - YOUNG && to - from > YOUNG;
  }

  instanceOf(row: number): Instance {
    const instance = this.instances.find(({ made }) => row < made.to);
    if (instance === undefined) throw new RangeError(`no row ${row}`);
    return instance;
  }

  #madeOf(instance: Instance, types: readonly string[]): Rows {
    const key = `${instance.made.from} ${types.join(' ')}`;
    const known = this.#rowsOfTypes.get(key);
    if (known !== undefined) return known;
    const numbers: number[] = [];
    for (let row = instance.made.from; row < instance.made.to; row++) {
      if (types.includes(this.typeOf(row))) numbers.push(row);
    }
    const rows = listed(Uint32Array.from(numbers));
    this.#rowsOfTypes.set(key, rows);
    return rows;
  }
}
