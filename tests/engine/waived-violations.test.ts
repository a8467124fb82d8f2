/** A waived violation is passed over, however much else is asked beside it; one that needs more parameters is not. */
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import type { Examination } from '../../src/clauses/clause.ts';
import { fingerprintOf } from '../../src/engine/fingerprint.ts';
import { WaivedViolations } from '../../src/engine/waived-violations.ts';
import { benchBefore, contract, FakeDeployment, fakeRow, INSTANCE } from './bench.ts';

interface Page {
  readonly limit?: number;
  readonly offset?: number;
}

const SLUG = 'pagination.page-size';

/** A page holds no more rows than were asked for. Every case asks for both, and each may be left out. */
const pageSize: Examination<Page> = {
  probes: () => [
    { limit: 7, offset: 3 },
    { limit: 50, offset: 3 },
    { limit: 50, offset: 0 },
  ],
  cases: () =>
    fc.record({ limit: fc.integer({ min: 1, max: 100 }), offset: fc.nat(20) }, { requiredKeys: [] }),
  trial: async ({ limit, offset }, deployment) => {
    const asked = { instance: INSTANCE, ...(limit === undefined ? {} : { limit }) };
    const { rows } = await deployment.list({ ...asked, ...(offset === undefined ? {} : { offset }) });
    return rows.length <= (limit ?? 100)
      ? undefined
      : { rule: 'page-too-long', expected: `${limit} rows`, observed: `${rows.length} rows` };
  },
};

const waiving = (...parameters: readonly string[]) =>
  new WaivedViolations(
    SLUG,
    contract,
    new Set([fingerprintOf(SLUG, { rule: 'page-too-long', parameters, status: 200 })]),
  );

/** Adds a row to every page of 7; and to every page of 50, but only from an offset on where that is asked for. */
async function examined(waived: WaivedViolations, isSecondFault: boolean) {
  const deployment = new FakeDeployment(130);
  const { examine } = await benchBefore(deployment);
  deployment.bend = ({ rows, total, limit }) => {
    const isFirstPage = rows[0]?.id === 'backup-0';
    const isWrong = limit === 7 || (isSecondFault && limit === 50 && !isFirstPage);
    return { rows: isWrong ? [...rows, fakeRow('backup-extra')] : rows, total };
  };
  const finding = await examine({ ...pageSize }, { waived, quota: 40 });
  if (finding.kind !== 'broken') throw new Error(finding.kind);
  const { violation, transcript } = finding.counterexample;
  return {
    isWaived: waived.isWaived(violation, transcript),
    query: transcript.at(-1)?.exchange.request.query,
  };
}

test('a violation that needs less than was asked is the waived one', async () => {
  expect(await examined(waiving('instance_id', 'limit'), false)).toEqual({
    isWaived: true,
    query: `instance_id=${INSTANCE}&limit=7`,
  });
});

test('a violation of the same rule that needs one parameter more is not hidden by the waiver', async () => {
  expect(await examined(waiving('instance_id', 'limit'), true)).toEqual({
    isWaived: false,
    query: expect.stringMatching(/offset=\d+&limit=50$/),
  });
});

test('a waiver of more parameters does not cover a violation that needs fewer', async () => {
  expect(await examined(waiving('instance_id', 'limit', 'offset'), false)).toMatchObject({ isWaived: false });
});
