/** The outer stages: which requests reach the operation, and the answer on the wire. */
import { notAuthenticated, Refusal, unknownApi, wrongMethod, wrongProject } from './errors.ts';
import { type Fields, jsonText, type Writable } from './json-text.ts';
import { ALL_RULES, type SignatureRules, signatureFault } from './signature-check.ts';
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
export function tokenHeader({ operation }: Deployment): string {
  return operation.headers.token.toLowerCase();
}

export function authenticate(call: Call): void {
  authenticateBy(call, ALL_RULES);
}

/** Authenticates by these rules, where requests have to be signed. */
export function authenticateBy({ request, route, deployment }: Call, rules: SignatureRules): void {
  const { key, token, acceptsToken = (text) => text === token } = deployment;
  const isRight =
    key === undefined
      ? acceptsToken(request.headers[tokenHeader(deployment)])
      : signatureFault(request, key, Date.now(), rules) === undefined;
  if (!isRight) throw notAuthenticated();
  if (route.project !== deployment.dataset.project) throw wrongProject();
}

export const JSON_TYPE = 'application/json;charset=utf-8';

export function respond(outcome: Writable | Refusal, { requestId, deployment }: Call): ReferenceAnswer {
  const headers = { 'Content-Type': JSON_TYPE, 'X-Request-Id': requestId };
  if (!(outcome instanceof Refusal)) return { status: 200, headers, body: jsonText(outcome) };
  const extra = outcome.gateway ? { request_id: requestId } : {};
  const body = jsonText({ ...errorFields(outcome, deployment), ...extra });
  return { status: outcome.status, headers, body };
}

/** The body of an error, in the fields that the contract names. */
export function errorFields(
  { code, message }: { readonly code: Writable; readonly message: Writable },
  { operation }: Deployment,
): Fields {
  return { [operation.error.message]: message, [operation.error.code]: code };
}
