import { expect, test } from '@playwright/test';
import { readDataFile } from '../../src/contract/document.ts';
import { canonicalJson, isList, isObject, type Json, type JsonObject } from '../../src/contract/json.ts';
import { packageFile } from '../../src/contract/package.ts';
import { factsOfDocument, factsOfPublished } from './definition-facts.ts';

const ours = readDataFile(packageFile('openapi/rds-backups.openapi.yaml'), 'contract');
const published = readDataFile(packageFile('openapi/published-definition.json'), 'published definition');
const { differences } = readDataFile(packageFile('openapi/published-differences.yaml'), 'differences');
const listed = (differences !== undefined && isList(differences) ? differences : []).filter(isObject);

/** Differences as lines `place: ours | published`; a side that says nothing says none. */
function differencesOf(document: JsonObject, definition: JsonObject): readonly string[] {
  const [one, other] = [factsOfDocument(document), factsOfPublished(definition)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .map((place) => line(place, one.get(place), other.get(place)))
    .filter((_, index, lines) => !isAgreement(lines[index] ?? ''))
    .sort();
}

function line(place: string, one: Json | undefined, other: Json | undefined): string {
  return `${place}: ${say(one)} | ${say(other)}`;
}

function say(fact: Json | undefined): string {
  return fact === undefined ? 'none' : canonicalJson(fact);
}

function isAgreement(text: string): boolean {
  return /: (.*) \| \1$/.test(text);
}

test('our definition differs from the published one exactly where a difference is listed', () => {
  const said = listed.map(({ place, ours, published }) => line(String(place), ours, published)).sort();
  expect(differencesOf(ours, published)).toEqual(said);
});

for (const { place, reason } of listed) {
  test(`the difference at ${place} has its reason`, () => expect(reason).toMatch(/^[A-Z].{10,}\.$/s));
}

test('the two are compared over every parameter and field of both', () => {
  const places = [...factsOfPublished(published).keys()];
  for (const place of [
    'query limit: maximum',
    'query offset: minimum',
    'row size: format',
    'row status: enum',
    'error error_code: type',
  ]) {
    expect(places).toContain(place);
    expect(factsOfDocument(ours).has(place)).toBe(true);
  }
});

test('a change on either side shows as a difference', () => {
  const changed = JSON.parse(
    JSON.stringify(published).replace('"maximum":100', '"maximum":99'),
  ) as JsonObject;
  expect(differencesOf(ours, changed)).toContain('query limit: maximum: 100 | 99');
  expect(differencesOf(ours, changed)).toHaveLength(listed.length + 1);
});
