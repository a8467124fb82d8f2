/**
 * Changes of a credential. A clause names a change without knowing the credential; the client makes it. The same name
 * means the same change in every run, so that a recording answers it without the credential.
 */
import type { ChangedUse, CredentialMeaning, CredentialUse, Present, Presented } from '../client/exchange.ts';
import type { CharacterClass } from './edits/characters.ts';
import { type NumberedEdit, numberedEdits, OPERATORS, type Operator } from './edits/edits.ts';

/** Texts longer than this are too long for a header of some servers. */
const LONGEST_HEADER = 2_000;

/** Stands for any credential, to learn which edits a header can carry. */
const SAMPLE = 'Sample-Credential-0123456789';

/** Returns how a changed credential is presented; undefined where the use is a plain one. */
export function presentationOf(use: CredentialUse): Present | undefined {
  const change = CHANGES.get(use);
  return change?.present;
}

/** Returns what was done to the credential, in words. */
export function describeCredential(use: CredentialUse): string {
  return CHANGES.get(use)?.says ?? `the credential is "${use}"`;
}

/** A change of the credential: its name, what it does in words, and of which kind it is. */
export interface CredentialChange {
  readonly use: ChangedUse;
  readonly kind: ChangeKind;
  readonly says: string;
  readonly present: Present;
  /** The class of the characters that an edit brings in; absent where it brings in none. */
  readonly characters?: CharacterClass;
  /** Whether a standard run makes it whatever its seed. */
  readonly isTelling: boolean;
}

/** An operator of edits, or what else is done. */
export type ChangeKind = Operator | 'blank' | 'length' | 'scheme' | 'spelling' | 'elsewhere';

/** Returns every change that gives another credential, the most telling first. */
export function wrongCredentials(): readonly CredentialChange[] {
  return WRONG;
}

/** Returns the changes that are edits of the credential's text. */
export function editedCredentials(): readonly EditedCredential[] {
  return EDITED;
}

/** Returns the changes that give another text of the same bytes, for some credentials. */
export function respelledCredentials(): readonly CredentialChange[] {
  return RESPELLED;
}

/** Returns the changes that give the right credential in another place, or twice. */
export function displacedCredentials(): readonly CredentialChange[] {
  return DISPLACED;
}

/** So many of these are made in every standard run; one of every other operator. */
const TELLING: Readonly<Partial<Record<Operator, number>>> = {
  replace: 3,
  delete: 4,
  'change-case': 2,
  substitute: 2,
  suffix: 3,
};

/** Edits that find most come first. */
const FIRST: readonly Operator[] = ['replace', 'change-case', 'delete', 'suffix'];

/** A change that is an edit of the credential's text. */
export interface EditedCredential extends CredentialChange {
  readonly operator: Operator;
}

const EDITED: readonly EditedCredential[] = numberedEdits(SAMPLE, [
  ...FIRST,
  ...OPERATORS.filter((operator) => !FIRST.includes(operator)),
])
  .filter(({ wire }) => isSendable(bytesOf(wire)))
  .map((edit) => changeBy(edit));

function changeBy({ operator, number, characters }: NumberedEdit): EditedCredential {
  return {
    operator,
    use: `changed edit ${operator} ${number}`,
    kind: operator,
    says: `the credential is edited: ${operator}${characters === undefined ? '' : ` with a character of class ${characters}`} (${number})`,
    ...(characters === undefined ? {} : { characters }),
    isTelling: number < (TELLING[operator] ?? 1),
    present: (text, header) => {
      const edited = numberedEdits(text, [operator])[number];
      return judged(text, header, edited === undefined ? text : bytesOf(edited.wire));
    },
  };
}

function replaced(
  name: string,
  kind: ChangeKind,
  says: string,
  make: (text: string) => string,
): CredentialChange {
  return {
    use: `changed ${name}`,
    kind,
    says,
    isTelling: true,
    present: (text, header) => judged(text, header, make(text)),
  };
}

/** Schemes of `Authorization` that clients use, the vendor's own among them. */
const SCHEMES = ['Bearer', 'Basic', 'Token', 'Digest', 'SDK-HMAC-SHA256', 'AWS4-HMAC-SHA256'] as const;

/** Another credential, of letters alone; `dXNlcjpwYXNz` is a user and a word in base64. */
const OTHER_TEXTS = ['conformance-probe', 'dXNlcjpwYXNz'] as const;

function underScheme(scheme: string, text: string, number: number): CredentialChange {
  return {
    use: `changed scheme ${scheme} ${number}`,
    kind: 'scheme',
    says: `there is no credential but another text under ${scheme} in Authorization`,
    isTelling: number === 0,
    present: () => ({ headers: { Authorization: `${scheme} ${text}`.trim() }, meaning: 'other' }),
  };
}

const WRONG: readonly CredentialChange[] = [
  ...EDITED.filter(({ isTelling }) => isTelling),
  ...SCHEMES.map((scheme) => underScheme(scheme, OTHER_TEXTS[0], 0)),
  replaced('blank 0', 'blank', 'the credential is a blank', () => ' '),
  replaced('blank 1', 'blank', 'the credential is a tab', () => '\t'),
  replaced('length 1', 'length', 'the credential is another text of one letter', () => 'x'),
  replaced('length 64', 'length', 'the credential is another text of 64 letters', () => 'x'.repeat(64)),
  replaced('length 7000', 'length', 'the credential is a text of 7,000 letters', () => 'x'.repeat(7_000)),
  ...SCHEMES.map((scheme) => underScheme(scheme, OTHER_TEXTS[1], 1)),
  ...EDITED.filter(({ isTelling }) => !isTelling),
];

const RESPELLED: readonly CredentialChange[] = [
  replaced('spelling padding 1', 'spelling', 'the credential has = behind it', (text) => `${text}=`),
  replaced('spelling case', 'spelling', 'the letters of the credential are in the other case', otherCase),
  replaced('spelling padding 2', 'spelling', 'the credential has == behind it', (text) => `${text}==`),
  replaced('spelling unpadded', 'spelling', 'the credential is without its padding', (text) =>
    text.replace(/=+$/, ''),
  ),
  replaced(
    'spelling bits',
    'spelling',
    'the last letter differs in bits that base64 leaves unused',
    otherBits,
  ),
  replaced('spelling alphabet', 'spelling', 'the credential is in the other alphabet of base64', (text) =>
    text.replaceAll(/[-_+/]/g, (mark) => '+/-_'['-_+/'.indexOf(mark)] ?? mark),
  ),
];

const DISPLACED: readonly CredentialChange[] = [
  {
    use: 'changed twice',
    kind: 'elsewhere',
    says: 'the right credential is sent twice',
    isTelling: true,
    present: (text, header) => ({ headers: { [header]: [text, text] }, meaning: 'elsewhere' }),
  },
  {
    use: 'changed bearer',
    kind: 'elsewhere',
    says: 'the right credential is sent as a bearer token',
    isTelling: true,
    present: (text) => ({ headers: { Authorization: `Bearer ${text}` }, meaning: 'elsewhere' }),
  },
];

const CHANGES: ReadonlyMap<string, CredentialChange> = new Map(
  [...WRONG, ...RESPELLED, ...DISPLACED].map((change) => [change.use, change]),
);

function judged(right: string, header: string, text: string): Presented {
  return { headers: { [header]: text }, meaning: meaningOf(right, text) };
}

/** Returns what a text is to the right credential. */
export function meaningOf(right: string, text: string): CredentialMeaning {
  const read = text.replaceAll(/^[ \t]+|[ \t]+$/g, '');
  if (read === right) return 'same';
  const parts = read.split(',').map((part) => part.trim());
  if (parts.includes(right) && parts.every((part) => part === '' || part === right)) return 'elsewhere';
  if (text.length > LONGEST_HEADER || !ORDINARY.test(text)) return 'unreadable';
  return bytesIn(right).some((bytes) => bytesIn(read).includes(bytes)) ? 'same-bytes' : 'other';
}

/** What no server and no firewall takes offence at. */
const ORDINARY = /^[\w\-.~!$&()*+,;=:@/?# \t]*$/;

/** Returns the bytes that a text stands for: in hexadecimal, and in base64, part by part. */
function bytesIn(text: string): readonly string[] {
  const hex = /^[0-9a-f-]+$/i.test(text) ? [`hex ${text.toLowerCase()}`] : [];
  const parts = text.split('.').map(base64In);
  return parts.includes(undefined) ? hex : [...hex, `base64 ${parts.join('.')}`];
}

function base64In(part: string): string | undefined {
  const digits = part
    .replace(/={1,2}$/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) return undefined;
  return Buffer.from(digits, 'base64').toString('hex');
}

function otherCase(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Flips the last bit of the last digit: where the digits are no multiple of four, no byte has it. */
function otherBits(text: string): string {
  const [, digits = '', padding = ''] = /^(.*?)(=*)$/s.exec(text) ?? [];
  const last = digits.at(-1) ?? '';
  const value = BASE64.indexOf(last.replace('-', '+').replace('_', '/'));
  if (value < 0 || digits.length % 4 < 2) return text;
  return digits.slice(0, -1) + (BASE64[value ^ 1] ?? last) + padding;
}

/** Returns the bytes that a percent-encoded text stands for, one character a byte, as a header carries them. */
function bytesOf(wire: string): string {
  return wire.replaceAll(/%([\dA-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** Whether HTTP allows these bytes in a header at all. */
function isSendable(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}
