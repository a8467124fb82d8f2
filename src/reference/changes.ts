/** How faults and variants change stages: a query is read, rows are listed, a row or an answer is written otherwise. */
import type { ListOperation } from '../contract/operation.ts';
import type { Backup, Instance } from './dataset.ts';
import { Refusal } from './errors.ts';
import { statusesOf } from './generated-backup.ts';
import { type Fields, isFields, type Writable } from './json-text.ts';
import { textOf } from './query-validation.ts';
import type { Rows } from './rows.ts';
import type { Call, Change, Deployment, ListQuery, ReferenceAnswer, Stages } from './stages.ts';

// Queries

/** The decoded texts of a query, to be changed before they are validated. */
export type Texts = Map<string, readonly string[]>;

/** Validates other texts than those of the query. */
export function rewriteTexts(rewrite: (texts: Texts, operation: ListOperation, call: Call) => void): Change {
  return ({ validate }) => ({
    validate: (given, call) => {
      const texts: Texts = new Map(given);
      rewrite(texts, call.deployment.operation, call);
      return validate(texts, call);
    },
  });
}

/** Takes the text of one parameter, where it has any, for another text, or for none. */
export function rewriteText(
  nameIn: (operation: ListOperation) => string,
  rewrite: (text: string, operation: ListOperation) => string | undefined,
): Change {
  return rewriteTexts((texts, operation) => {
    const name = nameIn(operation);
    const text = textOf(texts, name);
    if (text === undefined) return;
    const other = rewrite(text, operation);
    if (other === undefined) texts.delete(name);
    else texts.set(name, [other]);
  });
}

const INTEGER = /^-?[0-9]+$/;

export const isInteger = (text: string) => INTEGER.test(text);

/** Takes the number of one parameter for another number, or for none. */
export function rewriteNumber(
  nameIn: (operation: ListOperation) => string,
  rewrite: (number: number, maximum: number) => number | undefined,
): Change {
  return rewriteText(nameIn, (text, { limit }) => {
    if (!isInteger(text)) return text;
    const other = rewrite(Number(text), limit.maximum);
    return other === undefined ? undefined : String(other);
  });
}

/** Continues with another query than the one that was validated. */
export function changeQuery(change: (query: ListQuery, call: Call) => ListQuery): Change {
  return ({ validate }) => ({ validate: (texts, call) => change(validate(texts, call), call) });
}

export const limitOf = ({ limit }: ListOperation) => limit.parameter;
export const offsetOf = ({ offset }: ListOperation) => offset.parameter;

/** Name of the equality filter on the type of backups; empty where the document has none. */
export function typeOf({ filters, fields }: ListOperation): string {
  return filters.find(({ field }) => field.join('/') === fields.type)?.parameter ?? '';
}

/** The type that a query asks for. */
export function typeAsked({ filters }: ListQuery, { deployment }: Call): string | undefined {
  return filters[typeOf(deployment.operation)];
}

export function withoutType(query: ListQuery, { deployment }: Call): ListQuery {
  const { [typeOf(deployment.operation)]: _type, ...filters } = query.filters;
  return { ...query, filters };
}

/** Whether the query string names a parameter at all. */
export function names(parameter: string, call: Call): boolean {
  return call.stages.decode(call.route.queryString, call).has(parameter);
}

/** Whether a query filters by nothing but the instance. */
export function isPlain({ id, filters, window }: ListQuery): boolean {
  return id === undefined && window === undefined && Object.keys(filters).length === 0;
}

/** The texts of begin and end in the query string. */
export function windowTexts(call: Call): readonly [begin: string, end: string] {
  const { begin, end } = call.deployment.operation.window;
  const texts = call.stages.decode(call.route.queryString, call);
  return [textOf(texts, begin) ?? '', textOf(texts, end) ?? ''];
}

/** SQL's LIKE: `%` for any text, `_` for any character. */
export function like(pattern: string): RegExp {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`);
}

// Rows

/** All rows of the instance in order, without the filters of the query. */
export function everyRow({ instance, offset, limit }: ListQuery, call: Call): Rows {
  const query = { instance, offset, limit, filters: {} };
  const { findInstance, filter, sort } = call.stages;
  return sort(filter(findInstance(query, call), query, call), query, call);
}

/** Changes the rows that match id and equality filters. */
export function changeMatches(
  change: (rows: Rows, query: ListQuery, call: Call, instance: Instance) => Rows,
): Change {
  return ({ filter }) => ({
    filter: (instance, query, call) => change(filter(instance, query, call), query, call, instance),
  });
}

/** Changes the rows of a page after it is cut out of the list. */
export function changePage(change: (page: Rows, query: ListQuery, call: Call, list: Rows) => Rows): Change {
  return ({ page }) => ({
    page: (list, query, call) => change(page(list, query, call), query, call, list),
  });
}

/** Cuts the page in another way, or out of another list. */
export function cutPage(
  cut: (page: Stages['page'], list: Rows, query: ListQuery, call: Call) => Rows,
): Change {
  return ({ page }) => ({ page: (list, query, call) => cut(page, list, query, call) });
}

/** The backup of a row. */
export function backupAt(row: number, { deployment }: Call): Backup {
  return deployment.dataset.backup(row);
}

// Fields

/** Whether a fault changes a backup. */
export type Concerns = (backup: Backup, operation: ListOperation) => boolean;

export const always: Concerns = () => true;

/** Two or three of a few hundred backups. */
export const rarely: Concerns = ({ row }) => row % 131 === 57;

export const hasFailed: Concerns = ({ status }, operation) => status === statusesOf(operation).failed;
export const isDeleting: Concerns = ({ status }, operation) => status === statusesOf(operation).deleting;
export const isCompleted: Concerns = ({ status }, operation) => status === statusesOf(operation).completed;
export const isBuilding: Concerns = ({ status }, { building }) => status === building;
export const isIncremental: Concerns = ({ type }, { incremental }) => type === incremental;

/** A few completed backups, of every instance. */
export const someCompleted: Concerns = (backup, operation) =>
  backup.row % 23 === 5 && isCompleted(backup, operation);

/** Fields of a row that hold a single value or a list. */
type FieldRole = 'id' | 'instance' | 'name' | 'type' | 'status' | 'begin' | 'end' | 'size' | 'databases';

/** Writes one field of some rows wrongly; undefined leaves it out. */
export function changeField(
  role: FieldRole,
  concerns: Concerns,
  change: (backup: Backup, operation: ListOperation) => Writable | undefined,
): Change {
  return ({ renderRow }) => ({
    renderRow: (backup, deployment) => {
      const { operation } = deployment;
      const row = renderRow(backup, deployment);
      if (!concerns(backup, operation)) return row;
      return { ...row, [operation.fields[role]]: change(backup, operation) };
    },
  });
}

// Answers

/** Writes the body of a list wrongly. */
export function changeList(change: (list: Fields, fields: ListOperation['fields']) => Writable): Change {
  return ({ respond }) => ({
    respond: (outcome, call) => {
      if (outcome instanceof Refusal || !isFields(outcome)) return respond(outcome, call);
      return respond(change(outcome, call.deployment.operation.fields), call);
    },
  });
}

/** Changes the answer that carries a list. */
export function changeListAnswer(change: (answer: ReferenceAnswer, call: Call) => ReferenceAnswer): Change {
  return ({ respond }) => ({
    respond: (outcome, call) => {
      const answer = respond(outcome, call);
      return outcome instanceof Refusal ? answer : change(answer, call);
    },
  });
}

/** Changes the answer that refuses a request. */
export function changeErrorAnswer(
  change: (answer: ReferenceAnswer, refusal: Refusal, deployment: Deployment) => ReferenceAnswer,
): Change {
  return ({ respond }) => ({
    respond: (outcome, call) => {
      const answer = respond(outcome, call);
      return outcome instanceof Refusal ? change(answer, outcome, call.deployment) : answer;
    },
  });
}

/** Answers refusals of one status with a redirection. */
export function redirectErrors(status: number, location: string): Change {
  return changeErrorAnswer((answer, refusal) =>
    refusal.status === status
      ? { status: 302, headers: { ...answer.headers, Location: location }, body: '' }
      : answer,
  );
}

/** Turns the refusal of a stage into another; other errors pass. */
export function onRefusal<T>(attempt: () => T, change: (refusal: Refusal) => Refusal): T {
  try {
    return attempt();
  } catch (error) {
    throw error instanceof Refusal ? change(error) : error;
  }
}
