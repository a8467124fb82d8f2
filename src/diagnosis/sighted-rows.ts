/** The rows that answers showed, gathered by backup: everything that was ever said of each. */
import type { Json, JsonObject } from '../contract/json.ts';
import { canonicalJson } from '../contract/json.ts';
import type { ListOperation } from '../contract/operation.ts';
import { looseTime } from './loose-time.ts';
import type { ToldAnswer } from './told-answer.ts';

/** What a query asked for when a row was shown. */
export interface Asked {
  readonly instance?: string | undefined;
  readonly id?: string | undefined;
  readonly type?: string | undefined;
}

/** One backup, and what was said of it. */
export interface Sighted {
  /** The id that it is shown under. */
  readonly id: string;
  /** By field: each value, and how often it was shown. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, Counted>>;
  /** Instances and types under which it was listed, and how often. */
  readonly underInstance: ReadonlyMap<string, number>;
  readonly underType: ReadonlyMap<string, number>;
  /** Whether it was answered to its own id. */
  readonly isLookedUp: boolean;
  /** Begin times of the rows on either side of it, the lesser first, where its own cannot be read. */
  readonly besides: readonly (readonly [number, number])[];
}

export interface Counted {
  readonly value: Json;
  readonly count: number;
}

interface Gathering {
  readonly id: string;
  readonly values: Map<string, Map<string, { value: Json; count: number }>>;
  readonly underInstance: Map<string, number>;
  readonly underType: Map<string, number>;
  isLookedUp: boolean;
  readonly besides: (readonly [number, number])[];
}

/** Neighbours noted of one row. */
const MOST_BESIDES = 12;

export class SightedRows {
  readonly #operation: ListOperation;
  readonly #fields: readonly string[];
  /** By id, then by name: a name tells apart backups that share an id. */
  readonly #byId = new Map<string, Map<string, Gathering>>();

  constructor(operation: ListOperation) {
    const { fields } = operation;
    const { id, instance, name, type, status, begin, end, size, databases } = fields;
    this.#operation = operation;
    this.#fields = [id, instance, name, type, status, begin, end, size, databases, fields.engine[0] ?? ''];
  }

  get all(): readonly Sighted[] {
    return [...this.#byId.values()].flatMap((named) => [...named.values()]);
  }

  /** Adds the rows of one answer. Those with garbled names have to come after those with sound ones. */
  add({ rows, isGarbled }: ToldAnswer, asked: Asked): void {
    const { fields } = this.#operation;
    for (const [place, row] of rows.entries()) {
      const one = this.#gatheringOf(row, isGarbled);
      for (const field of this.#fields) {
        const value = row[field];
        const isLost = isGarbled && field === fields.name && one.values.has(field);
        if (value !== undefined && !isLost) note(one.values, field, value);
      }
      if (asked.instance !== undefined) count(one.underInstance, asked.instance);
      if (asked.type !== undefined) count(one.underType, asked.type);
      one.isLookedUp ||= asked.id === one.id;
      if (looseTime(row[fields.begin]).form !== '' && one.besides.length < MOST_BESIDES)
        one.besides.push(this.#besides(rows, place));
    }
  }

  #gatheringOf(row: JsonObject, isGarbled: boolean): Gathering {
    const { fields } = this.#operation;
    const id = idText(row[fields.id]);
    const named = this.#byId.get(id) ?? new Map<string, Gathering>();
    this.#byId.set(id, named);
    const name = row[fields.name];
    const [first] = named.values();
    if ((isGarbled || typeof name !== 'string') && first !== undefined) return first;
    const key = typeof name === 'string' ? name : '';
    const known = named.get(key);
    if (known !== undefined) return known;
    const fresh: Gathering = {
      id,
      values: new Map(),
      underInstance: new Map(),
      underType: new Map(),
      isLookedUp: false,
      besides: [],
    };
    named.set(key, fresh);
    return fresh;
  }

  #besides(rows: readonly JsonObject[], place: number): readonly [number, number] {
    const { begin } = this.#operation.fields;
    const [before, behind] = [rows[place - 1], rows[place + 1]].map((beside) => {
      const { form, instant } = looseTime(beside?.[begin]);
      return form === '' ? instant : undefined;
    });
    if (before !== undefined && behind !== undefined) {
      return [Math.min(before, behind), Math.max(before, behind)];
    }
    return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  }
}

/** An id as it is shown, whatever its type. */
export function idText(value: Json | undefined): string {
  return typeof value === 'string' ? value : canonicalJson(value ?? null);
}

function note(values: Gathering['values'], field: string, value: Json): void {
  const known = values.get(field) ?? new Map<string, { value: Json; count: number }>();
  values.set(field, known);
  const key = typeof value === 'string' ? value : `\0${canonicalJson(value)}`;
  const counted = known.get(key);
  if (counted === undefined) known.set(key, { value, count: 1 });
  else counted.count += 1;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
