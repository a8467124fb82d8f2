/** Signatures: the published vector, and the vendor's own signer over random queries. */
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { authorization, signatureDate } from '../../src/client/request-signature.ts';
import { signatureFault } from '../../src/reference/signature-check.ts';

const VECTOR = {
  key: { id: 'QTWAOYTTINDUT2QVKYUC', secret: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc' },
  host: 'service.region.example.com',
  path: '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs',
  query: 'limit=2&marker=13551d6b-755d-4757-b956-536f674975c0',
  time: Date.UTC(2019, 10, 15, 3, 36, 55),
  signature: '7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe',
} as const;

test('the published vector', () => {
  const date = signatureDate(VECTOR.time);
  const headers = { 'content-type': 'application/json', Host: VECTOR.host, 'X-Sdk-Date': date };

  expect(date).toBe('20191115T033655Z');
  expect(authorization({ target: `${VECTOR.path}?${VECTOR.query}`, headers }, date, VECTOR.key)).toBe(
    `SDK-HMAC-SHA256 Access=${VECTOR.key.id}, SignedHeaders=content-type;host;x-sdk-date, Signature=${VECTOR.signature}`,
  );
});

interface VendorSigner {
  sign(
    request: {
      endpoint: string;
      url: string;
      method: string;
      headers: Record<string, string>;
      queryParams: Record<string, unknown>;
      pathParams?: Record<string, string>;
      data?: unknown;
    },
    credential: { getAk(): string; getSk(): string },
  ): Record<string, string>;
}

/** The vendor's signer; its package does not export it from its index. */
function vendorSigner(): VendorSigner {
  const load = createRequire(import.meta.url);
  return load('@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js').AKSKSigner;
}

/** Texts with what queries are broken by: unicode, `+`, `%`, marks, blanks, nothing. */
const texts = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom(
    '',
    '+',
    '%',
    '%2B',
    'a+b',
    "!'()*~",
    '&=',
    ' ',
    '2018-08-06T10:41:14+0800',
    '你好',
    'ﬀ',
    '😀',
  ),
);

/** Names, each with one text or with several: repeated parameters. */
const queries = fc.uniqueArray(
  fc.tuple(
    texts.filter((name) => name !== ''),
    fc.oneof(texts, fc.array(texts, { minLength: 1, maxLength: 3 })),
  ),
  { selector: ([name]) => name, maxLength: 6 },
);

test('the vendor signs the same, and the reference accepts it, over 3,000 random queries', () => {
  const signer = vendorSigner();
  let compared = 0;
  fc.assert(
    fc.property(queries, fc.nat({ max: 2 ** 31 }), fc.boolean(), (query, seconds, isReversed) => {
      const pairs = query.flatMap(([name, value]) => [value].flat().map((text) => [name, text] as const));
      const sent = isReversed ? [...pairs].reverse() : pairs;
      const wire = sent
        .map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`)
        .join('&');
      const path = '/v3/0483b6b16e954cb88930a360d2c4e663/backups';
      const date = signatureDate(seconds * 1000);
      const theirs = signer.sign(
        {
          endpoint: `https://${VECTOR.host}${path}`,
          url: path,
          method: 'GET',
          headers: { 'content-type': 'application/json', 'X-Sdk-Date': date },
          // With an ordinary object a parameter called __proto__ would be lost.
          queryParams: Object.assign(Object.create(null), Object.fromEntries(query)),
        },
        { getAk: () => VECTOR.key.id, getSk: () => VECTOR.key.secret },
      );
      const signed = /SignedHeaders=([^,]*)/.exec(theirs.Authorization ?? '')?.[1]?.split(';') ?? [];
      const all: Record<string, string> = {
        'content-type': 'application/json',
        host: VECTOR.host,
        'x-sdk-date': date,
      };
      const headers = Object.fromEntries(signed.map((name) => [name, all[name] ?? '']));
      const target = wire === '' ? path : `${path}?${wire}`;
      expect(authorization({ target, headers }, date, VECTOR.key)).toBe(theirs.Authorization);
      const received = Object.entries(theirs).map(([name, text]) => [name.toLowerCase(), text] as const);
      const fault = signatureFault(
        { method: 'GET', target, headers: { ...Object.fromEntries(received), 'x-sdk-date': date } },
        VECTOR.key,
        seconds * 1000,
      );
      expect(fault).toBeUndefined();
      compared += 1;
    }),
    { numRuns: 3000, seed: 1 },
  );
  expect(compared).toBe(3000);
});
