/** From what was said of each backup to the backups themselves: where a field is damaged, a sound value is inferred. */
import { INT64 } from '../contract/exact-integer.ts';
import { isList, isObject, type Json } from '../contract/json.ts';
import type { ListOperation } from '../contract/operation.ts';
import type { FixedBackup, FixedInstance } from '../reference/fixed-dataset.ts';
import { looseTime } from './loose-time.ts';
import type { Sighted } from './sighted-rows.ts';

/** The instances of the own project, those known first, with the backups recovered for each. */
export function recoveredInstances(
  sighted: readonly Sighted[],
  known: readonly string[],
  operation: ListOperation,
  project: string,
): readonly FixedInstance[] {
  const recovery = new Recovery(sighted, known, operation);
  // Of two that share an id, the one that was answered to it has the better claim.
  const inOrder = [...sighted].sort((one, other) => Number(other.isLookedUp) - Number(one.isLookedUp));
  const byInstance = new Map<string, FixedBackup[]>(known.map((instance) => [instance, []]));
  for (const one of inOrder) {
    const instance = recovery.instanceOf(one);
    const backups = byInstance.get(instance) ?? [];
    byInstance.set(instance, backups);
    backups.push(recovery.backup(one, instance, backups.length));
  }
  return [...byInstance]
    .map(([instance, backups]) => ({ project, instance, backups: withIdsOfTheirOwn(backups) }))
    .sort(
      (one, other) =>
        Number(known.includes(other.instance)) - Number(known.includes(one.instance)) ||
        other.backups.length - one.backups.length,
    );
}

class Recovery {
  readonly #operation: ListOperation;
  readonly #known: readonly string[];
  /** The engine of each instance, as most of its rows have it. */
  readonly #engines = new Map<string, string>();
  readonly #usualStatus: string;
  readonly #usualZone: number;

  constructor(sighted: readonly Sighted[], known: readonly string[], operation: ListOperation) {
    this.#operation = operation;
    this.#known = known;
    const statuses = sighted.flatMap((one) => [...(one.values.get(operation.fields.status)?.values() ?? [])]);
    const shown = new Set(statuses.map(({ value }) => String(value).toLowerCase()));
    // Rows whose status is damaged are likely to have the one status that no other row has.
    this.#usualStatus = operation.statuses.find((status) => !shown.has(status.toLowerCase())) ?? 'COMPLETED';
    this.#usualZone = usualZone(sighted, operation);
    const votes = new Map<string, string[]>();
    for (const one of sighted) {
      const instance = this.instanceOf(one);
      const engine = this.#shownEngine(one);
      if (engine !== undefined) votes.set(instance, [...(votes.get(instance) ?? []), engine]);
    }
    for (const [instance, engines] of votes) this.#engines.set(instance, most(engines) ?? '');
  }

  instanceOf(one: Sighted): string {
    const shown = this.#best(one, this.#operation.fields.instance, (value) => typeof value === 'string');
    const text = typeof shown === 'string' ? shown : '';
    if (this.#known.includes(text)) return text;
    const cut = text === '' ? undefined : this.#known.find((instance) => instance.startsWith(text));
    const [asked] = [...one.underInstance].sort(([, count], [, other]) => other - count);
    if (cut !== undefined) return cut;
    return text !== '' && asked === undefined ? text : (asked?.[0] ?? '');
  }

  backup(one: Sighted, instance: string, place: number): FixedBackup {
    const { fields, engines } = this.#operation;
    const status = this.#status(one);
    const engine = this.#engines.get(instance) ?? engines[0] ?? '';
    const begin = this.#begin(one);
    return {
      id: one.id,
      name: this.#text(one, fields.name) ?? `unnamed ${place}`,
      type: this.#type(one, engine),
      status,
      begin,
      end: this.#end(one, begin, status),
      size: this.#size(one, status),
      engine,
      version: this.#version(one),
      databases: engine === this.#operation.partial ? this.#databases(one) : [],
    };
  }

  #best(one: Sighted, field: string, isSound: (value: Json) => boolean): Json | undefined {
    const values = [...(one.values.get(field)?.values() ?? [])].filter(({ value }) => isSound(value));
    return values.sort((first, second) => second.count - first.count)[0]?.value;
  }

  #any(one: Sighted, field: string): Json | undefined {
    return this.#best(one, field, () => true);
  }

  #text(one: Sighted, field: string): string | undefined {
    const text = this.#best(one, field, (value) => typeof value === 'string' && value !== '');
    return typeof text === 'string' ? text : undefined;
  }

  #word(one: Sighted, field: string, words: readonly string[]): string | undefined {
    const sound = this.#best(one, field, (value) => words.includes(String(value)));
    if (sound !== undefined) return String(sound);
    const shown = String(this.#any(one, field) ?? '').toLowerCase();
    return words.find((word) => word.toLowerCase() === shown);
  }

  #type(one: Sighted, engine: string): string {
    const { type, fields, incremental, engines } = this.#operation;
    const word = this.#word(one, fields.type, type.values);
    const [under] = [...one.underType].sort(([, count], [, other]) => other - count);
    const isForeign = word === incremental && engine !== engines[0];
    if (word !== undefined && !isForeign) return word;
    return under?.[0] ?? type.values[0] ?? '';
  }

  #status(one: Sighted): string {
    const { fields, statuses, building } = this.#operation;
    const word = this.#word(one, fields.status, statuses);
    if (word !== undefined) return word;
    if (this.#any(one, fields.status) !== undefined) return 'COMPLETED';
    return this.#usualStatus === building ? 'COMPLETED' : this.#usualStatus;
  }

  #begin(one: Sighted): number {
    const { begin, end } = this.#operation.fields;
    const sound = this.#best(one, begin, (value) => looseTime(value).form === '');
    const told = looseTime(sound ?? this.#any(one, begin));
    if (told.instant !== undefined && told.form !== 'no zone') return told.instant;
    const between = middleOf(one.besides) ?? looseTime(this.#any(one, end)).instant ?? 0;
    if (told.instant === undefined) {
      return Math.min(between, looseTime(this.#any(one, end)).instant ?? between);
    }
    const elsewhere = told.instant - this.#usualZone;
    return Math.abs(told.instant - between) <= Math.abs(elsewhere - between) ? told.instant : elsewhere;
  }

  #end(one: Sighted, begin: number, status: string): number | undefined {
    const { end } = this.#operation.fields;
    const sound = this.#best(one, end, (value) => looseTime(value).form === '');
    const told = looseTime(sound ?? this.#any(one, end));
    if (told.instant !== undefined && told.instant >= begin) return told.instant;
    return told.instant === undefined && status === this.#operation.building ? undefined : begin + 60;
  }

  #size(one: Sighted, status: string): bigint {
    const { size } = this.#operation.fields;
    const value = this.#best(one, size, isWhole) ?? this.#any(one, size);
    const usual = status === 'FAILED' ? 0n : 2803n;
    if (typeof value === 'number' && !Number.isInteger(value)) return BigInt(Math.max(0, Math.floor(value)));
    if (typeof value === 'string' && !/^-?\d{1,40}$/.test(value)) return usual;
    if (typeof value !== 'bigint' && typeof value !== 'number' && typeof value !== 'string') return usual;
    const whole = BigInt(value);
    if (whole === -1n) return usual;
    if (whole < 0n) return 2n ** 31n - whole;
    return whole > INT64.most ? whole / 1024n : whole;
  }

  #shownEngine(one: Sighted): string | undefined {
    const { fields, engines } = this.#operation;
    const [datastore = '', name = ''] = fields.engine;
    const held = this.#best(one, datastore, isObject) ?? this.#any(one, datastore);
    const shown = squeezed(isObject(held) ? String(held[name] ?? '') : String(held ?? ''));
    return engines.find((engine) => shown.includes(squeezed(engine)));
  }

  #version(one: Sighted): string {
    const [datastore = ''] = this.#operation.fields.engine;
    const isSound = (value: Json) => isObject(value) && typeof value.version === 'string';
    const held = this.#best(one, datastore, isSound) ?? this.#any(one, datastore);
    if (isObject(held)) return String(held.version ?? '');
    return typeof held === 'string' ? (held.split(' ').at(-1) ?? '') : '';
  }

  #databases(one: Sighted): readonly string[] {
    const held = this.#any(one, this.#operation.fields.databases);
    const all = isList(held ?? null) ? (held as readonly Json[]) : [held ?? null];
    return all.flatMap((each) => {
      const name = isObject(each) ? each.name : each;
      return typeof name === 'string' && name !== '' ? [name] : [];
    });
  }
}

const SHOWN_AS = '-shown-as-';

/** Two backups shown under one id are two all the same, and a number is no id: such a backup gets one of its own. */
function withIdsOfTheirOwn(backups: readonly FixedBackup[]): readonly FixedBackup[] {
  const taken = new Set<string>();
  return backups.map((backup, place) => {
    const isFit = !taken.has(backup.id) && /[^0-9]/.test(backup.id);
    const id = isFit ? backup.id : `${place}${SHOWN_AS}${backup.id}`;
    taken.add(id);
    return { ...backup, id };
  });
}

/** The id that a recovered backup was shown under. */
export function shownId({ id }: Pick<FixedBackup, 'id'>): string {
  return id.split(SHOWN_AS).at(-1) ?? id;
}

/** The middle of what all neighbours leave possible. */
function middleOf(besides: Sighted['besides']): number | undefined {
  const low = Math.max(...besides.map(([least]) => least));
  const high = Math.min(...besides.map(([, most]) => most));
  return Number.isFinite(low) && Number.isFinite(high) ? Math.floor((low + high) / 2) : undefined;
}

function isWhole(value: Json): boolean {
  const isNumber = typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
  return isNumber && value >= 0 && value <= INT64.most;
}

/** Seconds east of UTC in which most begin times are written. */
function usualZone(sighted: readonly Sighted[], { fields }: ListOperation): number {
  const zones = sighted.flatMap((one) => {
    const [shown] = one.values.get(fields.begin)?.values() ?? [];
    const match = /([+-])(\d\d)(\d\d)$/.exec(String(shown?.value ?? ''));
    return match === null ? [] : [`${match[1]}${Number(match[2]) * 3600 + Number(match[3]) * 60}`];
  });
  return Number(most(zones) ?? 0);
}

function most(words: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([, count], [, other]) => other - count)[0]?.[0];
}

function squeezed(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
