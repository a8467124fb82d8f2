/** Who provides a deployment, as its vendor states in the configuration file. The report repeats it. */
import { checkKeys } from './keys.ts';
import { type Environment, expand } from './references.ts';
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

export const IMPLEMENTATION_KEYS = ['organization', 'product', 'version', 'url', 'contact'] as const;

/** Most characters of a field. */
const LONGEST = 300;

/**
 * Returns the `implementation` block of a configuration file.
 * @param where the block is, for messages
 * @throws UsageError with one line where a field is missing, unknown or wrong
 */
export function readImplementation(block: unknown, where: string, env: Environment): Implementation {
  if (typeof block !== 'object' || block === null || Array.isArray(block))
    throw new UsageError(`${where} must hold ${IMPLEMENTATION_KEYS.join(', ')}`);
  const fields = block as Readonly<Record<string, unknown>>;
  checkKeys(fields, IMPLEMENTATION_KEYS, where);
  const read = (value: unknown, name: string) => textIn(value, `${name} of ${where}`, env);
  const text = (name: (typeof IMPLEMENTATION_KEYS)[number]) => read(fields[name], name);
  const { contact } = fields;
  const contacts: readonly unknown[] = Array.isArray(contact) && contact.length > 0 ? contact : [contact];
  return {
    organization: text('organization'),
    product: text('product'),
    version: text('version'),
    url: webAddress(text('url'), `url of ${where}`),
    contact: contacts.map((one) => read(one, 'contact')),
  };
}

function textIn(value: unknown, where: string, env: Environment): string {
  const text = typeof value === 'string' ? expand(value, where, env).trim() : '';
  if (text === '') throw new UsageError(`${where} is missing: give a text`);
  if (text.length > LONGEST)
    throw new UsageError(`${where} is longer than ${LONGEST} characters: shorten it`);
  return text;
}

function webAddress(text: string, where: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(`${where} takes an address that begins with https:// or http://, not "${text}"`);
}
