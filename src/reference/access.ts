/** The outer stages: which requests reach the operation, and the answer on the wire. */
import { notAuthenticated, Refusal, unknownApi, wrongMethod, wrongProject } from './errors.ts';
import { jsonText, type Writable } from './json-text.ts';
import type { Call, Deployment, ReferenceAnswer, ReferenceRequest, Route } from './stages.ts';

/** The operation's own path, compared letter by letter. */
export function route({ method, target }: ReferenceRequest, { operation }: Deployment): Route {
  const [path = '', ...rest] = target.split('?');
  const [before = '', after = ''] = operation.pathTemplate.split(/\{[^}]*\}/);
  const project = path.slice(before.length, path.length - after.length);
  const isOurs = path.startsWith(before) && path.endsWith(after) && project !== '' && !project.includes('/');
  if (!isOurs) throw unknownApi();
  if (method !== 'GET') throw wrongMethod();
  return { project, queryString: rest.join('?') };
}

/** Name of the header that carries the token, in lower case. */
export const TOKEN_HEADER = 'x-auth-token';

export function authenticate({ request, route, deployment }: Call): void {
  if (request.headers[TOKEN_HEADER] !== deployment.token) throw notAuthenticated();
  if (route.project !== deployment.dataset.project) throw wrongProject();
}

export const JSON_TYPE = 'application/json;charset=utf-8';

export function respond(outcome: Writable | Refusal, { requestId }: Call): ReferenceAnswer {
  const headers = { 'Content-Type': JSON_TYPE, 'X-Request-Id': requestId };
  if (!(outcome instanceof Refusal)) return { status: 200, headers, body: jsonText(outcome) };
  const extra = outcome.gateway ? { request_id: requestId } : {};
  const body = jsonText({ error_msg: outcome.message, error_code: outcome.code, ...extra });
  return { status: outcome.status, headers, body };
}
