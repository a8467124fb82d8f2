/**
 * Inputs that are smaller than one which showed a violation. Whatever a clause's input is, it is plain data: parts of
 * it are left out, lists are cut, numbers are lowered, as far as the clause's own inputs go. What of it still shows the
 * same violation is for others to say (same-violation.ts).
 */
import { isList, isObject, type Json, type JsonObject } from '../../contract/json.ts';
import type { WireQuery } from '../../contract/wire.ts';
import type { Forms } from './forms.ts';

/** Numbers beyond are instants in epoch seconds, or made large on purpose: lowering them says nothing. */
const LARGEST_LOWERED = 1_000_000;

/** The candidates for `input`, those that leave most out first. */
export function smallerInputs(input: unknown, forms: Forms): readonly unknown[] {
  return [...withoutParameters(input as Json), ...withLess(input as Json, forms, '')];
}

/** A query without each of its parameters, and without each two of them. */
export function smallerQueries(query: WireQuery, keep: readonly string[] = []): readonly WireQuery[] {
  const names = [...new Set(query.map(({ name }) => name))].filter((name) => !keep.includes(name));
  return dropsOf(names).map((dropped) => query.filter(({ name }) => !dropped.includes(name)));
}

/** Begin and end of a window go together or not at all: parameters are left out one by one, and two by two. */
function dropsOf(names: readonly string[]): readonly (readonly string[])[] {
  const pairs = names.flatMap((one, place) => names.slice(place + 1).map((other) => [one, other]));
  return [...pairs, ...names.map((name) => [name])];
}

/** Leaves parameters out of every query in the input: what is compared with each other stays alike. */
function withoutParameters(input: Json): readonly Json[] {
  const names = [...new Set(namesIn(input))];
  return dropsOf(names).map((dropped) => dropFrom(input, dropped));
}

function namesIn(value: Json): readonly string[] {
  if (isQuery(value)) return value.map(({ name }) => name);
  if (isList(value)) return value.flatMap(namesIn);
  return isObject(value) ? Object.values(value).flatMap(namesIn) : [];
}

function dropFrom(value: Json, names: readonly string[]): Json {
  if (isQuery(value)) return value.filter(({ name }) => !names.includes(name));
  if (isList(value)) return value.map((each) => dropFrom(each, names));
  return isObject(value) ? mapped(value, (each) => dropFrom(each, names)) : value;
}

type Pair = JsonObject & { readonly name: string; readonly text: string };

function isQuery(value: Json): value is readonly Pair[] {
  const isPair = (each: Json) =>
    isObject(each) && typeof each.name === 'string' && typeof each.text === 'string';
  return isList(value) && value.length > 0 && value.every(isPair);
}

/** The value with one part of it left out, or made less, within the forms. */
function withLess(value: Json, forms: Forms, path: string): readonly Json[] {
  if (isQuery(value)) return [];
  if (isList(value)) {
    const cut = cuts(value).filter((each) => each.length >= forms.shortest(path));
    return [...cut, ...value.flatMap((_, place) => lessAt(value, place, forms, path))];
  }
  if (isObject(value)) return [...keysLeftOut(value, forms, path), ...lessInKeys(value, forms, path)];
  if (typeof value !== 'number' || value > LARGEST_LOWERED) return [];
  const least = forms.least(path);
  const lower = [least, least + 1, Math.floor((least + value) / 2), value - 1];
  return [...new Set(lower)].filter((less) => less >= least && less < value);
}

function cuts(list: readonly Json[]): readonly (readonly Json[])[] {
  const half = Math.ceil(list.length / 2);
  const halves = list.length > 2 ? [list.slice(0, half), list.slice(half)] : [];
  return [...halves, ...list.map((_, place) => list.filter((_each, other) => other !== place))];
}

function lessAt(
  list: readonly Json[],
  place: number,
  forms: Forms,
  path: string,
): readonly (readonly Json[])[] {
  return withLess(list[place] ?? null, forms, `${path}/*`).map((less) =>
    list.map((each, at) => (at === place ? less : each)),
  );
}

function keysLeftOut(object: JsonObject, forms: Forms, path: string): readonly JsonObject[] {
  return Object.keys(object)
    .filter((key) => forms.isOptional(path, key))
    .map((key) => Object.fromEntries(Object.entries(object).filter(([name]) => name !== key)));
}

function lessInKeys(object: JsonObject, forms: Forms, path: string): readonly JsonObject[] {
  return Object.entries(object).flatMap(([key, value]) =>
    withLess(value, forms, `${path}/${key}`).map((less) => ({ ...object, [key]: less })),
  );
}

function mapped(object: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}
