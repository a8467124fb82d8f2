/** The reference deployment: correct unless told otherwise, and wrong in exactly one way when given a fault. */
import { randomBytes } from 'node:crypto';
import type { Contract } from '../contract/contract.ts';
import { faultOf } from './faults/registry.ts';
import { GeneratedDataset } from './generated-dataset.ts';
import { changedStages, pipeline } from './pipeline.ts';
import type { Deployment, ReferenceAnswer, ReferenceRequest } from './stages.ts';
import type { Handler } from './variant.ts';
import { variantOf } from './variants/registry.ts';

export interface ReferenceOptions {
  /** Draws the data; 1 unless said. */
  readonly seed?: number | undefined;
  /** Backups of the first instance; 260 unless said. */
  readonly backups?: number | undefined;
  /** Slug of a fault. */
  readonly fault?: string | undefined;
  /** Slugs of variants, applied one upon the other. */
  readonly variant?: string | readonly string[] | undefined;
  /** The token to demand; one made on the spot unless said. */
  readonly token?: string | undefined;
  /** Epoch seconds at which the newest backups are under way; an afternoon of August 2018 unless said. */
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
  /** Answers a request. @throws ConnectionReset where the variant breaks connections */
  answer(request: ReferenceRequest): ReferenceAnswer | Promise<ReferenceAnswer>;
}

const NOW = Date.UTC(2018, 7, 16, 7, 30) / 1000;

/** A deployment for the contract's operation. @throws Error for a fault or variant that is not known */
export function createReference(contract: Contract, options: ReferenceOptions = {}): Reference {
  const { seed = 1, backups = 260, now = NOW, clock = () => performance.now() } = options;
  const variants = [options.variant ?? []].flat().map(variantOf);
  const fault = options.fault === undefined ? undefined : faultOf(options.fault);
  const plans = variants.map((variant) => variant.plan ?? {});
  const world: Deployment = {
    operation: contract.operation,
    dataset: new GeneratedDataset(Object.assign({ seed, backups, spare: 0, now }, ...plans)),
    seed,
    token: options.token ?? randomBytes(32).toString('hex'),
  };
  const changes = [...variants, fault].flatMap((one) => one?.change ?? []);
  const plain: Handler = pipeline(changedStages(changes), world);
  const answering = variants.reduce<Handler>(
    (inner, { middleware }) => middleware?.(inner, { world, clock }) ?? inner,
    fault?.middleware?.(plain) ?? plain,
  );
  return {
    projectId: world.dataset.project,
    otherProjectId: world.dataset.otherProject,
    instances: world.dataset.instancesOf(world.dataset.project).map((instance) => instance.id),
    token: world.token,
    answer: answering,
  };
}
