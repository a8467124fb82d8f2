/** What every form of a report says of the run as a whole: what was judged, how, and how to repeat it. */
import type { Wording } from '../contract/catalogue.ts';
import type { Implementation, RunNetwork, RunResult } from '../result/result.ts';
import { staleClauses } from '../result/waivers/waived.ts';
import { SENTENCES } from './sentences.ts';
import { WORDS } from './words.ts';

/** The text may hold what the deployment or its vendor says, and is not made visible. */
export interface RunFact {
  readonly label: Wording;
  readonly text: Wording;
}

/** Returns the facts of a run, one a line; a fact without a value is left out. */
export function runFacts(result: RunResult): readonly RunFact[] {
  const { target, deployment, implementation, contract, clauseSet, challenge, seed, budget } = result;
  const { requests, milliseconds, instances, noise, coverage } = result;
  const held = instances.map(({ id, total }) => [id, SENTENCES.backups(total)] as const);
  const heldIn = (language: keyof Wording) =>
    held.map(([id, backups]) => `${id} (${backups[language]})`).join(', ');
  const { covered, possible } = coverage.pairs;
  const facts: readonly (readonly [label: Wording, text: Wording | string | undefined])[] = [
    [WORDS.deployment, deployment],
    [WORDS.product, implementation && implementationLine(implementation)],
    [WORDS.target, result.settings?.embedded === true ? SENTENCES.embeddedAt(target) : target],
    [WORDS.network, networkLine(result.settings?.network)],
    [WORDS.instances, held.length > 0 ? { en: heldIn('en'), zh: heldIn('zh') } : undefined],
    [WORDS.contract, contract.digest],
    [WORDS.clauseSet, clauseSet && SENTENCES.setOf(clauseSet.version, clauseSet.released)],
    [WORDS.challenge, challenge],
    [WORDS.shards, result.shards && shardsOf(result.shards)],
    [WORDS.run, SENTENCES.ran(requests, (milliseconds / 1000).toFixed(1), seed, budget.name)],
    [WORDS.coverage, SENTENCES.covered(coverage.boundaries.length, covered, possible)],
    [WORDS.retries, retriesOf(noise)],
  ];
  return facts.flatMap(([label, text]) => {
    if (text === undefined) return [];
    return [{ label, text: typeof text === 'string' ? { en: text, zh: text } : text }];
  });
}

/** Returns what each shard cost, in one line. */
function shardsOf(shards: NonNullable<RunResult['shards']>): Wording {
  const costs = shards.map(({ shard, clauses, requests, survey }) =>
    SENTENCES.shard(shard, clauses, requests, survey),
  );
  return { en: costs.map(({ en }) => en).join('; '), zh: costs.map(({ zh }) => zh).join('；') };
}

/** Returns who is behind a deployment, in one line and in the vendor's words. */
export function implementationLine(implementation: Implementation): string {
  const { organization, product, version, url, contact } = implementation;
  return `${product} ${version}, ${organization} (${url}; ${contact.join(', ')})`;
}

/** Returns how the deployment was reached, where there is something to know; undefined where there is not. */
export function networkLine({ insecure, proxy, iam, ca, clientCert }: RunNetwork = {}): Wording | undefined {
  const parts = [
    ...(insecure === true ? [WORDS.insecure] : []),
    ...(proxy === undefined ? [] : [SENTENCES.through(proxy)]),
    ...(iam === undefined ? [] : [SENTENCES.tokenFrom(iam)]),
    ...(ca === undefined ? [] : [SENTENCES.trusting(ca)]),
    ...(clientCert === undefined ? [] : [SENTENCES.presenting(clientCert)]),
  ];
  if (parts.length === 0) return undefined;
  return { en: parts.map(({ en }) => en).join('; '), zh: parts.map(({ zh }) => zh).join('；') };
}

/** Returns why requests were retried and how often; undefined where none was. */
export function retriesOf(noise: RunResult['noise']): Wording | undefined {
  const met = Object.entries(noise).filter(([, count]) => count > 0);
  if (met.length === 0) return undefined;
  const text = met.map(([kind, count]) => `${kind} × ${count}`).join(', ');
  return { en: text, zh: text };
}

/** Returns what to do about waivers whose clauses pass now, which fail a run; undefined where there are none. */
export function staleWaivers({ waivers }: Pick<RunResult, 'waivers'>): Wording | undefined {
  const slugs = staleClauses(waivers);
  return slugs.length === 0 ? undefined : SENTENCES.stale(slugs);
}
