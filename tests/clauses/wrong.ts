/**
 * A unit test for each clause that can fail: the reference deployment passes it, and the reference with one wrong answer
 * breaks it. A wrong answer is a few lines between the client and the reference.
 */
import { expect, test } from '@playwright/test';
import { inProcessTransport } from '../../src/client/in-process-transport.ts';
import { WITHOUT_FAULT } from '../../src/prove/proof.ts';
import { createReference, type Reference } from '../../src/reference/reference.ts';
import { faults } from '../../src/reference/registry.ts';
import { contract, judgeBehind } from './judging.ts';

export interface Asked {
  path: string;
  readonly query: URLSearchParams;
  /** The query as it was sent. */
  readonly text: string;
  readonly headers: Record<string, string | undefined>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Row = Readonly<Record<string, unknown>>;
export interface List {
  readonly backups: readonly Row[];
  readonly total_count: number;
}

type Next = (asked: Asked) => Promise<Answered>;

/** Answers a request. `next` is the correct answer; `asked` may be changed before. */
export type Wrong = (asked: Asked, next: Next, reference: Reference) => Promise<Answered>;

/** Understands the query wrongly: `change` edits what the reference gets to see. */
export function asks(change: (query: URLSearchParams, asked: Asked, reference: Reference) => void): Wrong {
  return (asked, next, reference) => {
    change(asked.query, asked, reference);
    return next(asked);
  };
}

/** Refuses a valid query. */
export function refuses(isRefused: (asked: Asked) => boolean): Wrong {
  const body = '{"error_code":"DBS.200001","error_msg":"Wrong parameter."}';
  return async (asked, next) =>
    isRefused(asked) ? { status: 400, headers: { 'content-type': 'application/json' }, body } : next(asked);
}

/** Changes every list. */
export function lists(change: (list: List, query: URLSearchParams) => unknown): Wrong {
  return async (asked, next) => {
    const answer = await next(asked);
    if (answer.status !== 200) return answer;
    return { ...answer, body: JSON.stringify(change(JSON.parse(answer.body), asked.query)) };
  };
}

/** Changes every backup of every list. */
export function rows(change: (row: Row, place: number) => Row): Wrong {
  return lists((list) => ({ ...list, backups: list.backups.map(change) }));
}

/** Changes the answers with status 200, or with another one. */
export function answers(to: 'lists' | 'errors', change: (answer: Answered) => Partial<Answered>): Wrong {
  return async (asked, next) => {
    const answer = await next(asked);
    return (answer.status === 200) === (to === 'lists') ? { ...answer, ...change(answer) } : answer;
  };
}

/**
 * Tests every clause of a chapter that can fail, but those that the reference cannot break. Its wrong answer is the one given here, else that of a fault of the
 * reference that names the clause.
 * @param company clauses to judge as well: some clauses send no requests and only watch those of others
 */
export function testChapter(
  chapter: string,
  wrongs: Readonly<Record<string, Wrong>>,
  company: readonly string[] = [],
): void {
  const entries = contract.catalogue.entries.filter(
    ({ slug, chapter: its, level }) =>
      its === chapter && level !== 'OBSERVE' && (slug in wrongs || WITHOUT_FAULT[slug] === undefined),
  );
  test(`every wrong answer is for a clause of ${chapter} that can fail`, () => {
    const slugs = entries.map(({ slug }) => slug);
    expect(slugs.length).toBeGreaterThan(0);
    expect(Object.keys(wrongs).filter((slug) => !slugs.includes(slug))).toEqual([]);
  });
  for (const { slug, level } of entries) {
    test(`${slug}: a correct deployment passes, a wrong one does not`, async () => {
      const wrong = wrongs[slug];
      const fault = wrong === undefined ? faultFor(slug) : undefined;
      expect(await verdictOf(slug, company)).toBe('pass');
      expect(await verdictOf(slug, company, wrong, fault)).toBe(level === 'MUST' ? 'fail' : 'warn');
    });
  }
}

function faultFor(slug: string): string {
  const fault = faults.find(({ caughtBy }) => caughtBy.includes(slug));
  if (fault === undefined) throw new Error(`${slug} has neither a wrong answer nor a fault`);
  return fault.slug;
}

async function verdictOf(
  slug: string,
  company: readonly string[],
  wrong: Wrong = (asked, next) => next(asked),
  fault?: string,
) {
  const reference = createReference(contract, { fault });
  const transport = inProcessTransport({
    answer: ({ target, headers, ...connection }) => {
      const [path = '', text = ''] = target.split(/\?(.*)/s);
      const asked = { path, query: new URLSearchParams(text), text, headers };
      const before = asked.query.toString();
      // The query goes on as it was spelled, unless it was changed.
      const next: Next = async ({ path, query, headers }) => {
        const sent = query.toString() === before ? text : query.toString();
        const answer = await reference.answer({
          ...connection,
          method: 'GET',
          target: `${path}?${sent}`,
          headers,
        });
        return { ...answer, body: String(answer.body) };
      };
      return wrong(asked, next, reference);
    },
  });
  const place = { ...reference, budget: 'smoke', selected: [slug, ...company] };
  return (await judgeBehind(transport, place)).clauses.find((clause) => clause.slug === slug)?.verdict;
}
