/** What stands in the way of a run that could read no instance, and what to try: one line, without a secret. */
import type { Reply } from '../client/reply.ts';
import { pathPrefix } from '../contract/base-url.ts';
import type { Survey } from '../engine/survey/survey.ts';

/** What the advice depends on. */
export interface Approach {
  /** Base URL of the deployment. */
  readonly target: string;
  readonly authenticated: boolean;
  readonly signed?: boolean | undefined;
  /** Path of the operation, after the base URL. */
  readonly path: string;
  /** Name of the field with the code of an error. */
  readonly codeField: string;
}

/** Returns why no instance could be read; undefined where one was. */
export function obstacleOf({ known, unreadable }: Survey, approach: Approach): string | undefined {
  const [first] = unreadable;
  if (known.instances.length > 0 || first === undefined) return undefined;
  if (first.reply === undefined) return first.why;
  const remedy = remedyOf(first.reply, approach);
  const { status } = first.reply;
  const isOfAll = unreadable.every(({ reply }) => reply?.status === status);
  const what = isOfAll ? 'every list' : 'the plain query';
  // Where nothing is known to try, the answer itself is told.
  const told = remedy ?? first.reply.text.replace(/\s+/g, ' ').slice(0, 160);
  return `${what} was answered ${answerOf(first.reply, approach)}: ${told}`.replace(/: $/, '');
}

/** Returns the status, with the code of the error and the place that it leads to. */
function answerOf({ status, exchange, json }: Reply, { codeField }: Approach): string {
  const code = isObject(json?.value) ? json.value[codeField] : undefined;
  const named = typeof code === 'string' && code !== '' ? ` (${code.slice(0, 60)})` : '';
  const { location } = exchange.answer.headers;
  const where = location === undefined || !isRedirect(status) ? '' : ` to ${location.slice(0, 300)}`;
  return `${status}${named}${where}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

function remedyOf(reply: Reply, approach: Approach): string | undefined {
  const { status } = reply;
  if (approach.signed === true && (status === 401 || status === 403)) {
    const skew = clockSkew(reply);
    if (skew !== undefined) return skew;
  }
  if (isRedirect(status)) return redirectRemedy(reply, approach);
  if (status === 401) return unauthorizedRemedy(approach);
  if (status === 403)
    return 'the credential may not list the backups of this project: check --project-id and its rights, and whether a gateway asks for a key of its own';
  if (status === 400) return badRequestRemedy(reply.text);
  if (status === 404) return notFoundRemedy(reply, approach);
  if (status >= 200 && status < 300 && reply.json === undefined)
    return 'something else than the operation answers there, such as a login page: check host and path prefix of --target';
  return undefined;
}

/** Redirects are never followed: what is judged must be what was named. */
function redirectRemedy({ exchange }: Reply, { target, path }: Approach): string {
  const { location } = exchange.answer.headers;
  const next = location === undefined ? undefined : readUrl(location, `${target}${path}`);
  if (next === undefined) return 'redirects are not followed: give --target the URL behind it';
  const suggested = `${next.origin}${next.pathname}`;
  if (suggested.endsWith(path)) {
    const base = suggested.slice(0, -path.length);
    if (base !== target) return `redirects are not followed: try --target ${base}`;
  }
  return 'redirects are not followed: if it leads to a login page, check the credential, else give --target the URL behind it';
}

function readUrl(text: string, base: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}

function unauthorizedRemedy({ authenticated }: Approach): string {
  return authenticated
    ? 'the credential is not accepted: it may have expired, or belong to another region or deployment'
    : 'a credential is needed: set RDS_AUTH_TOKEN, or RDS_ACCESS_KEY and RDS_SECRET_KEY, or the RDS_IAM_ variables';
}

function badRequestRemedy(text: string): string | undefined {
  if (/HTTP request was sent to (an )?HTTPS port|HTTP request to an HTTPS server/i.test(text))
    return 'the port speaks TLS: give --target the scheme https';
  if (/SSL certificate/i.test(text))
    return 'the deployment asks for a certificate of the client: give --client-cert FILE and --client-key FILE';
  return undefined;
}

function notFoundRemedy({ json }: Reply, { target, path }: Approach): string {
  const [, version = ''] = path.split('/');
  // An embedder may name a transport in place of a URL.
  if (URL.canParse(target) && pathPrefix(new URL(target)).endsWith(`/${version}`))
    return `--target ends in /${version}, and the suite adds ${version} itself: leave it out`;
  return json === undefined
    ? 'a gateway or a web server knows no such path: check host and path prefix of --target'
    : 'the deployment knows no such path, project or instance: check the path prefix of --target, --project-id and --instance-id';
}

/** Milliseconds by which two clocks may differ without harm to a signature. */
const TOLERATED = 5 * 60_000;

/** Returns what to do about a clock that differs from the answer's `Date`; undefined where it does not. */
function clockSkew({ exchange }: Reply): string | undefined {
  const theirs = Date.parse(exchange.answer.headers.date ?? '');
  const ahead = exchange.startedAt - theirs;
  if (Number.isNaN(ahead) || Math.abs(ahead) <= TOLERATED) return undefined;
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  return `the clock of this machine is ${minutes} minutes ${ahead > 0 ? 'ahead of' : 'behind'} the deployment's, and a signature holds the time: set the clock`;
}
