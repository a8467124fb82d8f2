/** Who may ask, and where: the path, the token, the project. */
import { noSuchApi, notAuthenticated, notYourProject, wrongMethod } from './refusal.ts';
import type { Call, Deployment, ReferenceRequest, Route } from './stages.ts';

/** The operation's own path, compared letter by letter. */
export function route({ method, target }: ReferenceRequest, { operation }: Deployment): Route {
  const [path = '', ...rest] = target.split('?');
  const [before = '', after = ''] = operation.pathTemplate.split('{project_id}');
  const project = path.slice(before.length, path.length - after.length);
  const isOurs = path.startsWith(before) && path.endsWith(after) && project !== '' && !project.includes('/');
  if (!isOurs) throw noSuchApi();
  if (method !== 'GET') throw wrongMethod();
  return { project, queryString: rest.join('?') };
}

export function authenticate({ request, route, deployment }: Call): void {
  if (request.headers['x-auth-token'] !== deployment.token) throw notAuthenticated();
  if (route.project !== deployment.dataset.project) throw notYourProject();
}
