/** The schema of bodies with very many rows. */
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { loadContract } from '../../src/contract/contract.ts';
import { decodeJson, type JsonObject } from '../../src/contract/json.ts';

const contract = loadContract();
const { rows: rowsField, total } = contract.operation.fields;
const sampleRows = contract.samples[0]?.[rowsField] as readonly JsonObject[] | undefined;
const soundRow = sampleRows?.[0] ?? {};

const bodyOf = (rows: readonly JsonObject[]) =>
  decodeJson(JSON.stringify({ [rowsField]: rows, [total]: rows.length }));
const placesOf = (rows: readonly JsonObject[]) =>
  contract.judgeListing(bodyOf(rows)).map(({ pointer, found }) => `${pointer} ${found}`);

test('violations are found wherever they are among thousands of rows, each with its pointer', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(1999), { minLength: 1, maxLength: 6 }), (places) => {
      const rows = Array.from({ length: 2000 }, (_, place) =>
        places.includes(place) ? { ...soundRow, size: -1 - place } : soundRow,
      );
      const expected = places.map((place) => `/${rowsField}/${place}/size ${-1 - place}`);
      expect(placesOf(rows).toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 20 },
  );
});

test('a fraction far behind is shown as it is written', () => {
  const rows = [...Array.from({ length: 1200 }, () => soundRow), { ...soundRow, size: 77777 }];
  const text = JSON.stringify({ [rowsField]: rows, [total]: rows.length }).replace('77777', '1.50');
  const [violation, ...others] = contract.judgeListing(decodeJson(text));
  expect(violation).toMatchObject({ pointer: `/${rowsField}/1200/size`, found: '1.50' });
  expect(others).toEqual([]);
});

test('of 16,000 rows that lack everything, enough are judged', () => {
  const violations = placesOf(Array.from({ length: 16_000 }, () => ({})));
  expect(violations.length).toBeGreaterThanOrEqual(1000);
  expect(violations.length).toBeLessThan(10_000);
});
