/**
 * How a text on the wire reads beside a known id. An id is any text and means itself, but some readers pass over a part
 * of it. Serves addressing.instance-exact, addressing.instance-spelling, filters.id-exact and filters.id-spelling.
 */
import { decodeText } from './wire.ts';

/**
 * `same`: the id itself, decoded once. `case`: only the case of letters differs, which is open. `spelling`: the id with
 * something added or exchanged that some readers pass over. `other`: another id.
 */
export type IdReading = 'same' | 'case' | 'spelling' | 'other';

/** Returns how a text reads beside a known id. @param wire percent-encoded */
export function readIdText(id: string, wire: string): IdReading {
  const text = decodeText(wire) ?? decodeText(wire.replaceAll(BROKEN, ''));
  if (text === undefined) return 'other';
  if (text === id && decodeText(wire) !== undefined) return 'same';
  const [wanted, found] = [id.toLowerCase(), text.toLowerCase()];
  if (wanted === found && decodeText(wire) !== undefined) return 'case';
  const plain = withoutPassedOver(id).toLowerCase();
  return [text, text.split('\0', 1)[0] ?? '', text.split(';', 1)[0] ?? ''].some(
    (part) => withoutPassedOver(part).toLowerCase() === plain,
  )
    ? 'spelling'
    : 'other';
}

/** Escapes that are malformed, and those of bytes that are not ASCII. */
const BROKEN = /%(?![\dA-Fa-f]{2})(?:[\dA-Za-z]{0,2})|%[89A-Fa-f][\dA-Fa-f]/g;

/** Blanks, controls, invisible characters, quotes and accents. */
const PASSED_OVER = /[\s\p{Cc}\p{Cf}\p{Mn}"'`\u2018-\u201f\u00ab\u00bb]/gu;

/** A text as readers see it that fold fullwidth forms and accents, and pass over what cannot be seen. */
function withoutPassedOver(text: string): string {
  return text.normalize('NFKD').replaceAll(PASSED_OVER, '');
}
