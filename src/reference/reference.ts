/** The reference deployment: correct by default, and wrong in exactly one way when it has a fault. */
import { randomBytes } from 'node:crypto';
import type { Contract } from '../contract/contract.ts';
import type { AcceptedKey } from './accepted-key.ts';
import { instancesOf } from './dataset.ts';
import { GeneratedDataset } from './generated-dataset.ts';
import { createIam, type Iam, type IamAccount } from './iam.ts';
import type { Handler } from './mutation.ts';
import { changedStages, pipeline } from './pipeline.ts';
import { faultOf, variantOf } from './registry.ts';
import type { Deployment, ReferenceAnswer, ReferenceRequest } from './stages.ts';

export interface ReferenceOptions {
  /** Draws the data; default 1. */
  readonly seed?: number | undefined;
  /** Backups of the first instance; default 260. */
  readonly backups?: number | undefined;
  /** Slug of a fault. */
  readonly fault?: string | undefined;
  /** Slugs of variants, applied one after the other. */
  readonly variant?: string | readonly string[] | undefined;
  /** The token to demand; a new one by default. */
  readonly token?: string | undefined;
  /** What requests have to carry; a token by default. */
  readonly auth?: 'token' | 'aksk' | 'iam' | undefined;
  /** The access key to demand with `aksk`; a new one by default. */
  readonly key?: AcceptedKey | undefined;
  /** The account of its identity service with `iam`; a new one by default. */
  readonly account?: IamAccount | undefined;
  /** Milliseconds that a token of its identity service is valid; a day by default. */
  readonly tokenLifeMs?: number | undefined;
  /** Epoch seconds at which the newest backups are under way; by default an afternoon of August 2018. */
  readonly now?: number | undefined;
  /** Milliseconds on a clock that never goes back, for variants that measure time. */
  readonly clock?: (() => number) | undefined;
}

export interface Reference {
  readonly projectId: string;
  /** Another tenant's project, which the token does not open. */
  readonly otherProjectId: string;
  /** Ids of the own instances, the one with most backups first. */
  readonly instances: readonly string[];
  readonly token: string;
  /** The access key that requests have to be signed with, where they have to. */
  readonly key?: AcceptedKey;
  /** Its identity service, where tokens come from one. */
  readonly iam?: Iam;
  /** Answers a request. @throws ConnectionReset where the variant breaks connections */
  answer(request: ReferenceRequest): ReferenceAnswer | Promise<ReferenceAnswer>;
}

const DAY = 24 * 3600 * 1000;

/** Letters of both cases, and four bits in the last of them that no byte has. */
function newToken(): string {
  return randomBytes(31).toString('base64url');
}

const NOW = Date.UTC(2018, 7, 16, 7, 30) / 1000;

/**
 * A deployment for the contract's operation.
 * @throws Error for a fault or variant that does not exist, naming those that come near
 */
export function createReference(contract: Contract, options: ReferenceOptions = {}): Reference {
  const { seed = 1, backups = 260, now = NOW, clock = () => performance.now() } = options;
  const variants = [options.variant ?? []].flat().map(variantOf);
  const fault = options.fault === undefined ? [] : [faultOf(options.fault)];
  const plans = [...variants, ...fault].map(({ plan }) => plan ?? {});
  const dataset = new GeneratedDataset(
    contract.operation,
    Object.assign({ seed, backups, spare: 0, now }, ...plans),
  );
  const isSigned = options.auth === 'aksk' || [...variants, ...fault].some(({ auth }) => auth === 'aksk');
  const key = isSigned ? (options.key ?? newKey()) : undefined;
  const iam =
    options.auth === 'iam'
      ? createIam(dataset.project, options.account ?? newAccount(), options.tokenLifeMs ?? DAY, Date.now)
      : undefined;
  const deployment: Deployment = {
    operation: contract.operation,
    dataset,
    seed,
    token:
      options.token ?? [...variants, ...fault].find(({ token }) => token !== undefined)?.token ?? newToken(),
    ...(key === undefined ? {} : { key }),
    ...(iam === undefined ? {} : { acceptsToken: iam.accepts }),
  };
  const stages = changedStages([...variants, ...fault].flatMap(({ change }) => change ?? []));
  const answer = [...fault, ...variants].reduce<Handler>(
    (handler, { middleware }) => middleware?.(handler, { deployment, clock }) ?? handler,
    pipeline(stages, deployment),
  );
  return {
    projectId: dataset.project,
    otherProjectId: dataset.otherProject,
    instances: instancesOf(dataset, dataset.project).map(({ id }) => id),
    token: deployment.token,
    ...(key === undefined ? {} : { key }),
    ...(iam === undefined ? {} : { iam }),
    answer,
  };
}

/** A temporary key, with its security token. */
function newKey(): AcceptedKey {
  const id = randomBytes(10).toString('hex').toUpperCase();
  return {
    id,
    secret: randomBytes(30).toString('base64'),
    securityToken: randomBytes(48).toString('base64'),
  };
}

function newAccount(): IamAccount {
  return { user: 'conformance', password: randomBytes(18).toString('base64'), domain: 'example' };
}
