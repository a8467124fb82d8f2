/** Who provides a deployment, as its vendor states in the configuration file. The report repeats it. */
import { nearestNames } from '../contract/nearest-name.ts';
import { readMapping } from './setting-sources.ts';
import { UsageError } from './usage-error.ts';

/** The `implementation` block with which conformance reports commonly begin. */
export interface Implementation {
  readonly organization: string;
  readonly product: string;
  readonly version: string;
  readonly url: string;
  /** Addresses, handles or pages of people to ask; at least one. */
  readonly contact: readonly string[];
}

const FIELDS = ['organization', 'product', 'version', 'url', 'contact'] as const;

/** Most characters of a field. */
const LONGEST = 300;

/**
 * Returns the `implementation` block of a configuration file; undefined where the file has none.
 * @throws UsageError with one line where a field is missing, unknown or wrong
 */
export function implementationIn(file: string): Implementation | undefined {
  const block = readMapping(file).implementation;
  if (block === undefined || block === null) return undefined;
  const where = `implementation in ${file}`;
  if (typeof block !== 'object' || Array.isArray(block))
    throw new UsageError(`${where} must hold ${FIELDS.join(', ')}`);
  const fields = block as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(fields)) {
    if (FIELDS.some((field) => field === name)) continue;
    const near = nearestNames(name, FIELDS, 1)[0];
    throw new UsageError(`${where} has no field "${name}": did you mean ${near}?`);
  }
  const text = (name: (typeof FIELDS)[number]) => textIn(fields[name], `${name} of ${where}`);
  const { contact } = fields;
  const contacts: readonly unknown[] = Array.isArray(contact) && contact.length > 0 ? contact : [contact];
  return {
    organization: text('organization'),
    product: text('product'),
    version: text('version'),
    url: webAddress(text('url'), `url of ${where}`),
    contact: contacts.map((one) => textIn(one, `contact of ${where}`)),
  };
}

function textIn(value: unknown, where: string): string {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') throw new UsageError(`${where} is missing: give a text`);
  if (text.length > LONGEST)
    throw new UsageError(`${where} is longer than ${LONGEST} characters: shorten it`);
  return text;
}

function webAddress(text: string, where: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(`${where} takes an address that begins with https:// or http://, not "${text}"`);
}
