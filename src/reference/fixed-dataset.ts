/** A dataset of given backups, in place of those that a seed draws: a model of somebody else's deployment. */
import type { Backup, Dataset, Instance } from './dataset.ts';
import { type Rows, span } from './rows.ts';

/** A backup without its number, which its place among the others gives it. */
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
  /** The order of the own project's instances is kept. */
  readonly instances: readonly FixedInstance[];
}

export class FixedDataset implements Dataset {
  readonly project: string;
  readonly otherProject: string;
  readonly instances: readonly Instance[];
  /** All backups, by row number. */
  readonly backups: readonly Backup[];
  revision = 0;

  readonly #rowOfId: ReadonlyMap<string, number>;

  constructor({ project, otherProject, instances }: FixedDatasetPlan) {
    this.project = project;
    this.otherProject = otherProject;
    const backups: Backup[] = [];
    this.instances = instances.map((given) => {
      const from = backups.length;
      for (const backup of inOrder(given.backups)) {
        backups.push({ ...backup, instance: given.instance, row: backups.length });
      }
      return { project: given.project, id: given.instance, from, to: backups.length };
    });
    this.backups = backups;
    this.#rowOfId = new Map(backups.map(({ id, row }) => [id, row]));
  }

  rowsOf({ from, to }: Instance): Rows {
    return span(from, to);
  }

  rowOf(id: string): number | undefined {
    return this.#rowOfId.get(id);
  }

  beginOf(row: number): number {
    return this.backups[row]?.begin ?? Number.NaN;
  }

  endOf(row: number): number | undefined {
    return this.backups[row]?.end;
  }

  backup(row: number): Backup {
    const found = this.backups[row];
    if (found === undefined) throw new RangeError(`no row ${row}`);
    return found;
  }

  /** Given backups never change. */
  advance(): void {}
}

function inOrder(backups: readonly FixedBackup[]): readonly FixedBackup[] {
  return [...backups].sort((one, other) => one.begin - other.begin || (one.id < other.id ? -1 : 1));
}
