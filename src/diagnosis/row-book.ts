/** Reads answers against the backups recovered: which rows they show, by number, and what is wrong with each. */

import type { CredentialUse } from '../client/exchange.ts';
import type { JsonObject } from '../contract/json.ts';
import type { ListOperation } from '../contract/operation.ts';
import type { Backup } from '../reference/dataset.ts';
import type { Press, PressedPage } from './press.ts';
import { shownId } from './recovered-backups.ts';
import { marksOf } from './row-marks.ts';
import { idText } from './sighted-rows.ts';
import { type PlainAnswer, type ToldAnswer, toldAnswer } from './told-answer.ts';

/** What two answers must have in common to be alike. */
export interface Signature {
  readonly head: string;
  /** Numbers of the rows shown, in order; -1 for one that is not known. */
  readonly rows: readonly number[];
  readonly total: number | undefined;
  /** Marks of the rows that have any. */
  readonly marks: ReadonlyMap<number, readonly string[]>;
  /** Head, rows and total as one text. */
  readonly bare: string;
  /** Bare, and the marks. */
  readonly whole: string;
}

interface ReadRow {
  readonly number: number;
  readonly marks: readonly string[];
}

/** Answers remembered: most models answer most requests alike. */
const REMEMBERED = 4_000;

export class RowBook {
  readonly #operation: ListOperation;
  readonly #press: Press;
  /** By the row's text. */
  readonly #readRows = new Map<string, ReadRow>();
  readonly #backups: readonly Backup[];
  readonly #byId = new Map<string, Backup[]>();
  readonly #byName = new Map<string, Backup[]>();
  readonly #known = new Map<string, Map<string, Signature>>();

  constructor(operation: ListOperation, backups: readonly Backup[], press: Press) {
    this.#operation = operation;
    this.#press = press;
    this.#backups = backups;
    for (const backup of backups) {
      push(this.#byId, shownId(backup), backup);
      push(this.#byName, backup.name, backup);
    }
  }

  get backups(): readonly Backup[] {
    return this.#backups;
  }

  signature(answer: PlainAnswer, credential: CredentialUse): Signature {
    const { body, status, contentType } = answer;
    if (typeof body !== 'string') return this.signatureOf(toldAnswer(answer, credential, this.#operation));
    // The text is a key of its own: texts that are written once are then never compared letter by letter.
    const manner = `${credential} ${status} ${contentType}`;
    const ofManner = this.#known.get(manner) ?? new Map<string, Signature>();
    this.#known.set(manner, ofManner);
    const known = ofManner.get(body);
    if (known !== undefined) return known;
    const page = this.#press.pageOf(body);
    const fresh =
      page === undefined
        ? this.signatureOf(toldAnswer(answer, credential, this.#operation))
        : this.#signatureOfPage(page, answer, credential);
    if (ofManner.size >= REMEMBERED) ofManner.clear();
    ofManner.set(body, fresh);
    return fresh;
  }

  signatureOf({ head, rows, total, isGarbled, spellings }: ToldAnswer): Signature {
    const read = rows.map((row, place) => this.#readRow(row, isGarbled, spellings.get(place) ?? []));
    return signed(head, read, total);
  }

  #signatureOfPage({ rows, total }: PressedPage, answer: PlainAnswer, credential: CredentialUse): Signature {
    const { fields } = this.#operation;
    const empty = { ...answer, body: `{"${fields.rows}":[],"${fields.total}":0}` };
    const { head } = toldAnswer(empty, credential, this.#operation);
    const read = rows.map(({ text }) => this.#readText(text));
    return signed(head, read, total);
  }

  /** What is wrong with a row of that text. */
  marksOfText(text: string): readonly string[] {
    return this.#readText(text).marks;
  }

  #readText(text: string): ReadRow {
    const known = this.#readRows.get(text);
    if (known !== undefined) return known;
    const { fields } = this.#operation;
    const body = `{"${fields.rows}":[${text}],"${fields.total}":1}`;
    const told = toldAnswer({ status: 200, body }, 'own', this.#operation);
    const [row] = told.rows;
    const fresh =
      row === undefined ? { number: -1, marks: [] } : this.#readRow(row, false, told.spellings.get(0) ?? []);
    this.#readRows.set(text, fresh);
    return fresh;
  }

  #readRow(row: JsonObject, isGarbled: boolean, spellings: readonly string[]): ReadRow {
    const backup = this.#identify(row, isGarbled);
    if (backup === undefined) return { number: -1, marks: [] };
    const marks = [...marksOf(row, backup, this.#operation, isGarbled), ...spellings];
    return { number: backup.row, marks };
  }

  /** By id, and by name where the id alone does not tell, or tells of another. */
  #identify(row: JsonObject, isGarbled: boolean): Backup | undefined {
    const { fields } = this.#operation;
    const [id, name] = [row[fields.id], row[fields.name]];
    const ofId = this.#byId.get(idText(id)) ?? [];
    const isNamed = typeof name === 'string' && !isGarbled;
    const right = isNamed ? ofId.find((backup) => backup.name === name) : ofId[0];
    if (right !== undefined && typeof id === 'string') return right;
    const ofName = isNamed ? (this.#byName.get(name) ?? []) : [];
    return ofName.length === 1 ? ofName[0] : (right ?? ofId[0]);
  }
}

function signed(head: string, read: readonly ReadRow[], total: number | undefined): Signature {
  const rows = read.map(({ number }) => number);
  const marks = new Map(read.filter((row) => row.marks.length > 0).map((row) => [row.number, row.marks]));
  const bare = `${head} | ${rows.join(',')} | ${total ?? ''}`;
  const marked = [...marks].map(([row, says]) => `${row} ${says.join('; ')}`);
  return { head, rows, total, marks, bare, whole: [bare, ...marked].join(' | ') };
}

function push(map: Map<string, Backup[]>, key: string, backup: Backup): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [backup]);
  else known.push(backup);
}
