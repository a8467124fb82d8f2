/** The few ways in which faults are made: by misreading a query, misunderstanding it, miswriting a row or an answer. */
import type { ListOperation } from '../../contract/operation.ts';
import { type Backup, COMPLETED, FAILED } from '../backup.ts';
import type { Fields, Writable } from '../json-text.ts';
import type { ListQuery } from '../list-query.ts';
import { textOf } from '../query-validation.ts';
import { Refusal, wrongParameter } from '../refusal.ts';
import type { Call, Change, ReferenceAnswer } from '../stages.ts';

/** The decoded texts of a query, to be changed before they are judged. */
export type Texts = Map<string, readonly string[]>;

/** Takes the query for another one. */
export function misread(rewrite: (texts: Texts, operation: ListOperation) => void): Change {
  return ({ validate }) => ({
    validate: (parameters, call) => {
      const texts: Texts = new Map(parameters);
      rewrite(texts, call.deployment.operation);
      return validate(texts, call);
    },
  });
}

/** Takes the text of one parameter, where it has any, for another text, or for none. */
export function misreadText(
  nameIn: (operation: ListOperation) => string,
  rewrite: (text: string, operation: ListOperation) => string | undefined,
): Change {
  return misread((texts, operation) => {
    const name = nameIn(operation);
    const text = textOf(texts, name);
    if (text === undefined) return;
    const other = rewrite(text, operation);
    if (other === undefined) texts.delete(name);
    else texts.set(name, [other]);
  });
}

export const limitOf = ({ limit }: ListOperation) => limit.parameter;
export const offsetOf = ({ offset }: ListOperation) => offset.parameter;
export const typeOf = ({ type }: ListOperation) => type.parameter;

/** Whether the query has a parameter at all. */
export function names(parameter: string, call: Call): boolean {
  return call.stages.decode(call.route.queryString, call).has(parameter);
}

/** Whether a query filters by nothing but the instance. */
export function isPlain({ id, type, window }: ListQuery): boolean {
  return id === undefined && type === undefined && window === undefined;
}

/** Answers another query than the one that was asked and judged. */
export function misunderstood(change: (query: ListQuery, call: Call) => ListQuery): Change {
  return ({ validate }) => ({ validate: (parameters, call) => change(validate(parameters, call), call) });
}

/** One end of a window as it was asked for. */
export interface Told {
  readonly text: string;
  /** Epoch seconds. */
  readonly instant: number;
}

/** Judges a pair of sound times by another rule than which instant is later. */
export function pairJudged(accepts: (begin: Told, end: Told) => boolean): Change {
  return ({ validate }) => ({
    validate: (parameters, call) => {
      const { window } = call.deployment.operation;
      const begin = toldBy(textOf(parameters, window.begin), call);
      const end = toldBy(textOf(parameters, window.end), call);
      if (begin === undefined || end === undefined) return validate(parameters, call);
      if (!accepts(begin, end)) throw wrongParameter(window.end, `does not go with ${window.begin}`);
      const texts: Texts = new Map(parameters);
      texts.delete(window.begin);
      texts.delete(window.end);
      return { ...validate(texts, call), window: { from: begin.instant, to: end.instant } };
    },
  });
}

function toldBy(text: string | undefined, { stages }: Call): Told | undefined {
  if (text === undefined) return undefined;
  const instant = stages.time(text);
  return instant === undefined ? undefined : { text, instant };
}

/** Roles of a row's own fields. */
type FieldRole = 'id' | 'instance' | 'name' | 'type' | 'status' | 'begin' | 'end' | 'size' | 'databases';

/** Writes one field of some rows otherwise; undefined leaves it out. */
export function miswritten(
  role: FieldRole,
  concerns: (backup: Backup) => boolean,
  change: (backup: Backup, value: Writable | undefined) => Writable | undefined,
): Change {
  return ({ renderRow }) => ({
    renderRow: (backup, world) => {
      const written = renderRow(backup, world);
      if (!concerns(backup)) return written;
      const field = world.operation.fields[role];
      return { ...written, [field]: change(backup, written[field]) };
    },
  });
}

export const always = () => true;

/** Two or three of a few hundred rows. */
export function rarely({ row }: Backup): boolean {
  return row % 131 === 57;
}

export const hasFailed = ({ status }: Backup) => status === FAILED;

/** A few backups that are done, of every instance. */
export const someDone = ({ row, status }: Backup) => status === COMPLETED && row % 23 === 5;

/** Writes the engine of some rows otherwise. */
export function engineWritten(
  change: (datastore: { readonly type: string; readonly version: string }, backup: Backup) => Writable,
): Change {
  return ({ renderRow }) => ({
    renderRow: (backup, world) => {
      const [datastore = ''] = world.operation.fields.engine;
      const value = { type: backup.engine, version: backup.version };
      return { ...renderRow(backup, world), [datastore]: change(value, backup) };
    },
  });
}

/** Writes the body of a list otherwise. */
export function listWritten(change: (list: Fields, call: Call) => Writable): Change {
  return ({ respond }) => ({
    respond: (outcome, call) => {
      if (outcome instanceof Refusal || !isFields(outcome)) return respond(outcome, call);
      return respond(change(outcome, call), call);
    },
  });
}

function isFields(value: Writable): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sends lists otherwise. */
export function listSent(change: (answer: ReferenceAnswer, call: Call) => ReferenceAnswer): Change {
  return ({ respond }) => ({
    respond: (outcome, call) => {
      const answer = respond(outcome, call);
      return outcome instanceof Refusal ? answer : change(answer, call);
    },
  });
}

/** Sends refusals otherwise. */
export function refusalSent(
  change: (answer: ReferenceAnswer, refusal: Refusal, call: Call) => ReferenceAnswer,
): Change {
  return ({ respond }) => ({
    respond: (outcome, call) => {
      const answer = respond(outcome, call);
      return outcome instanceof Refusal ? change(answer, outcome, call) : answer;
    },
  });
}

/** A failure within the service that nobody caught. */
export function serverFault(): Refusal {
  return new Refusal(500, 'DBS.200000', 'An internal error occurred.');
}
