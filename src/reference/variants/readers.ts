/** How the frameworks of several languages read a query: numbers, names, separators, headers. */
import { decodeText } from '../../contract/wire.ts';
import { Refusal, wrongParameter } from '../errors.ts';
import type { Variant } from '../mutation.ts';
import type { Change } from '../stages.ts';

const NUMBER_SPELLING = ['pagination.number-spelling'] as const;

/** Reads numbers by the reader of a language. */
function numbersBy(read: (text: string) => bigint | undefined): Change {
  return () => ({ integer: read });
}

/** Returns what a digit of any script stands for: the digits of a script follow each other from 0 on. */
function digitOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}

const signed = (sign: string | undefined, value: bigint) => (sign === '-' ? -value : value);

/** Python's int(text). */
function python(text: string): bigint | undefined {
  const [, sign, digits] = /^\s*([+-]?)(\p{Nd}+(?:_\p{Nd}+)*)\s*$/u.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return signed(sign, BigInt([...digits.replaceAll('_', '')].map(digitOf).join('')));
}

/** Go's strconv.ParseInt(text, 0, 64): a prefix gives the base, a leading zero is octal. */
function go(text: string): bigint | undefined {
  const [, sign, number = ''] =
    /^([+-]?)(0x(?:_?[\da-f])+|0b(?:_?[01])+|0o?(?:_?[0-7])+|0|[1-9](?:_?\d)*)$/i.exec(text) ?? [];
  if (number === '') return undefined;
  const plain = number.replaceAll('_', '').toLowerCase();
  return signed(sign, BigInt(/^0\d/.test(plain) ? `0o${plain.slice(1)}` : plain));
}

/** Java's Integer.decode(text): `0x`, `#`, and a leading zero that is octal. */
function java(text: string): bigint | undefined {
  const [, sign, number = ''] = /^([+-]?)((?:0x|#)[\da-f]+|0[0-7]+|0|[1-9]\d*)$/i.exec(text) ?? [];
  if (number === '') return undefined;
  const plain = number.toLowerCase().replace('#', '0x');
  return signed(sign, BigInt(/^0\d/.test(plain) ? `0o${plain.slice(1)}` : plain));
}

/** Headers that the document calls mandatory, beside the credential. */
const MANDATORY = ['content-type', 'x-language'];

export const readers: readonly Variant[] = [
  {
    slug: 'numbers-by-python',
    description: 'Reads numbers as int of Python does: blanks around, underscores, digits of any script.',
    warned: NUMBER_SPELLING,
    change: numbersBy(python),
  },
  {
    slug: 'numbers-by-go',
    description: 'Reads numbers as ParseInt of Go does with base 0: prefixes, underscores, octal digits.',
    warned: NUMBER_SPELLING,
    change: numbersBy(go),
  },
  {
    slug: 'numbers-by-java',
    description: 'Reads numbers as Integer.decode of Java does: prefixes, a number sign, octal digits.',
    warned: NUMBER_SPELLING,
    change: numbersBy(java),
  },
  {
    slug: 'names-ignore-case',
    description: 'Matches the names of parameters in any case of their letters.',
    change: ({ decode }) => ({
      decode: (queryString, call) => {
        const texts = new Map<string, string[]>();
        for (const [name, values] of decode(queryString, call)) {
          const known = texts.get(name.toLowerCase()) ?? [];
          texts.set(name.toLowerCase(), [...known, ...values]);
        }
        return texts;
      },
    }),
  },
  {
    slug: 'semicolon-separates',
    description: 'Takes a semicolon that is not escaped for a separator of parameters.',
    change: ({ decode }) => ({
      decode: (queryString, call) => decode(queryString.replaceAll(';', '&'), call),
    }),
  },
  {
    slug: 'mandatory-headers-demanded',
    description: 'Refuses requests without the headers that the document calls mandatory.',
    change: ({ validate }) => ({
      validate: (texts, call) => {
        const lacking = MANDATORY.find((name) => call.request.headers[name] === undefined);
        if (lacking !== undefined) throw wrongParameter(lacking, 'is missing');
        return validate(texts, call);
      },
    }),
  },
  {
    slug: 'other-media-types-refused',
    description: 'Refuses with a page a request that prefers another media type to JSON.',
    change: ({ respond }) => ({
      respond: (outcome, call) => {
        const { accept = '*/*' } = call.request.headers;
        return /^(?:\*\/\*|application\/json)/.test(accept)
          ? respond(outcome, call)
          : { status: 406, headers: { 'Content-Type': 'text/html' }, body: '<h1>Not Acceptable</h1>\n' };
      },
    }),
  },
  {
    slug: 'errors-repeat-request',
    description: 'Repeats path and query, as sent and decoded, in the message of every error.',
    change: ({ respond }) => ({
      respond: (outcome, call) => {
        if (!(outcome instanceof Refusal)) return respond(outcome, call);
        const { status, code, message, gateway } = outcome;
        const { method, target } = call.request;
        const repeated = `${message} (${method} ${target}, ${decodeText(target) ?? 'not decoded'})`;
        return respond(new Refusal(status, code, repeated, gateway), call);
      },
    }),
  },
];
