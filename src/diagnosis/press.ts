/**
 * The press that all models of one deployment share. Hundreds of models write the same rows and the same pages: each
 * is written once, and one text stands for it ever after.
 */
import type { ListOperation } from '../contract/operation.ts';
import { Refusal } from '../reference/errors.ts';
import { type Fields, jsonText, Written } from '../reference/json-text.ts';
import type { Change } from '../reference/stages.ts';

/** A page that was written here. */
export interface PressedPage {
  readonly rows: readonly Written[];
  readonly total: number;
}

export class Press {
  readonly #operation: ListOperation;
  /** The fields of each row, as a deployment without fault writes them. */
  readonly #rows = new Map<number, Fields>();
  readonly #texts = new WeakMap<Fields, Written>();
  readonly #serials = new WeakMap<Written, number>();
  readonly #pages = new Map<string, Written>();
  readonly #pressed = new Map<string, PressedPage>();
  #serial = 0;

  constructor(operation: ListOperation) {
    this.#operation = operation;
  }

  /** Stands below every variant and fault. */
  readonly change: Change = ({ renderRow, respond }) => ({
    renderRow: (backup, world) => {
      const known = this.#rows.get(backup.row);
      if (known !== undefined) return known;
      const fresh = renderRow(backup, world);
      this.#rows.set(backup.row, fresh);
      return fresh;
    },
    respond: (outcome, call) => respond(outcome instanceof Refusal ? outcome : this.#page(outcome), call),
  });

  readonly write = (fields: Fields): Written => {
    const known = this.#texts.get(fields);
    if (known !== undefined) return known;
    const fresh = new Written(jsonText(fields));
    this.#texts.set(fields, fresh);
    this.#serials.set(fresh, ++this.#serial);
    return fresh;
  };

  /** The page as text already written, where it is of the usual frame. */
  #page(outcome: Parameters<typeof jsonText>[0]): Parameters<typeof jsonText>[0] {
    if (typeof outcome !== 'object' || outcome === null || outcome instanceof Written) return outcome;
    const names = Object.keys(outcome);
    const { rows: rowsName, total: totalName } = this.#operation.fields;
    if (names.length !== 2 || names[0] !== rowsName || names[1] !== totalName) return outcome;
    const [rows, total] = Object.values(outcome);
    if (!Array.isArray(rows) || typeof total !== 'number') return outcome;
    const serials = rows.map((row) => (row instanceof Written ? (this.#serials.get(row) ?? 0) : 0));
    if (serials.includes(0)) return outcome;
    const key = `${total} ${serials.join(' ')}`;
    const known = this.#pages.get(key);
    if (known !== undefined) return known;
    const fresh = new Written(jsonText(outcome));
    this.#pages.set(key, fresh);
    this.#pressed.set(fresh.text, { rows, total });
    return fresh;
  }

  /** The page of that text, where it was written here: it need not be read letter by letter. */
  pageOf(text: string): PressedPage | undefined {
    return this.#pressed.get(text);
  }
}
