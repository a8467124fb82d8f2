/** Writes JSON with integers of any size, the fields in their given order. */

/** Text that is JSON already. */
export class Written {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Writable =
  | null
  | boolean
  | string
  | number
  | bigint
  | Written
  | readonly Writable[]
  | { readonly [name: string]: Writable | undefined };

/** A field whose value is undefined is left out. */
export type Fields = { readonly [name: string]: Writable | undefined };

export function isFields(value: Writable | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Written);
}

export function jsonText(value: Writable): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (value instanceof Written) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  const fields: string[] = [];
  for (const [name, field] of Object.entries(value as Fields)) {
    if (field !== undefined) fields.push(`${JSON.stringify(name)}:${jsonText(field)}`);
  }
  return `{${fields.join(',')}}`;
}
