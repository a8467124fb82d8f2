/** Backups handed over from outside, in place of those that a seed draws: a model of somebody else's deployment. */
import { type Backup, INCREMENTAL } from './backup.ts';
import type { Dataset } from './dataset.ts';
import { type Engine, MYSQL, POSTGRESQL, SQLSERVER } from './engine.ts';
import type { Instance } from './instance.ts';
import { listed, type Rows, span } from './rows.ts';

/** A backup whose number is given by its place among the others. */
export type FixedBackup = Omit<Backup, 'row' | 'instance'>;

export interface FixedInstance {
  readonly project: string;
  readonly instance: string;
  /** In any order. */
  readonly backups: readonly FixedBackup[];
}

export interface FixedDatasetPlan {
  readonly project: string;
  readonly otherProject: string;
  /** Those of the own project in the order in which they count as the first, the second… */
  readonly instances: readonly FixedInstance[];
}

const ENGINES: readonly Engine[] = [MYSQL, POSTGRESQL, SQLSERVER];

export class FixedDataset implements Dataset {
  readonly project: string;
  readonly otherProject: string;
  readonly instances: readonly Instance[];
  edition = 0;

  readonly #backups: readonly Backup[];
  readonly #rowOfId: ReadonlyMap<string, number>;
  readonly #rowsOfTypes = new Map<string, Rows>();

  constructor({ project, otherProject, instances }: FixedDatasetPlan) {
    this.project = project;
    this.otherProject = otherProject;
    const backups: Backup[] = [];
    this.instances = instances.map((held) => {
      const from = backups.length;
      for (const backup of inOrder(held.backups)) {
        backups.push({ ...backup, instance: held.instance, row: backups.length });
      }
      const made = { from, to: backups.length };
      return {
        project: held.project,
        id: held.instance,
        engine: engineOf(held),
        made,
        count: made.to - made.from,
        ...made,
      };
    });
    this.#backups = backups;
    this.#rowOfId = new Map(backups.map(({ id, row }) => [id, row]));
  }

  instancesOf(project: string): readonly Instance[] {
    return this.instances.filter((instance) => instance.project === project);
  }

  beginOf(row: number): number {
    return this.#backups[row]?.begin ?? Number.NaN;
  }

  endOf(row: number): number | undefined {
    return this.#backups[row]?.end;
  }

  typeOf(row: number): string {
    return this.#backups[row]?.type ?? '';
  }

  rowsOf(instance: Instance, types?: readonly string[]): Rows {
    if (types === undefined) return span(instance.from, instance.to);
    const key = `${instance.from} ${types.join(' ')}`;
    const known = this.#rowsOfTypes.get(key);
    if (known !== undefined) return known;
    const ofTypes = this.#backups
      .slice(instance.from, instance.to)
      .filter(({ type }) => types.includes(type))
      .map(({ row }) => row);
    const rows = listed(ofTypes);
    this.#rowsOfTypes.set(key, rows);
    return rows;
  }

  rowOf(id: string): number | undefined {
    return this.#rowOfId.get(id);
  }

  backup(row: number): Backup {
    const found = this.#backups[row];
    if (found === undefined) throw new RangeError(`no row ${row}`);
    return found;
  }

  /** All backups, by number. */
  get backups(): readonly Backup[] {
    return this.#backups;
  }

  /** What has been handed over stands still. */
  advance(): void {}
}

function inOrder(backups: readonly FixedBackup[]): readonly FixedBackup[] {
  return [...backups].sort((one, other) => one.begin - other.begin || (one.id < other.id ? -1 : 1));
}

function engineOf({ backups }: FixedInstance): Engine {
  const [first] = backups;
  const known = ENGINES.find(({ name }) => name === first?.engine);
  if (known !== undefined) return known;
  const types = [...new Set([...backups.map(({ type }) => type), INCREMENTAL])];
  return { name: first?.engine ?? '', versions: [], types, suffix: '', partial: false };
}
