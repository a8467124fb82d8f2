/** Projects of Playwright: one for each deployment of the configuration file. */
import { deploymentsIn } from '../config/deployments.ts';
import { runsProject } from './runs-project.ts';
import { UNNAMED } from './shard.ts';

/** A project that judges a deployment of the configuration file. */
export interface DeploymentProject {
  /** `conformance:NAME`. */
  readonly name: string;
  readonly deployment: string;
}

/**
 * Returns the projects for the deployments of RDS_CONFIG, in the order of the file; none where it is not set.
 * @throws UsageError where the file cannot be used
 */
export function deploymentProjects(
  env: Readonly<Record<string, string | undefined>>,
): readonly DeploymentProject[] {
  const file = env.RDS_CONFIG?.trim() ?? '';
  if (file === '') return [];
  return deploymentsIn(file).map((deployment) => ({ name: `conformance:${deployment}`, deployment }));
}

interface Project {
  readonly name: string;
  readonly use: object;
}

/** Returns the deployments that the projects of this command line judge, each once; UNNAMED is that of the environment. */
export function judgedDeployments(projects: readonly Project[], argv: readonly string[]): readonly string[] {
  const saying = projects.filter(({ use }) => 'deployment' in use || 'clauseWorkers' in use);
  // A configuration of one project need not say anything.
  const judging = saying.length === 0 ? projects : saying;
  const running = judging.filter(({ name }) => runsProject(name, argv));
  return [...new Set(running.map(({ use }) => ('deployment' in use ? String(use.deployment) : UNNAMED)))];
}
