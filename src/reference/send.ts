/** The answer on the wire: status, headers and body. */
import { jsonText, type Writable } from './json-text.ts';
import { Refusal } from './refusal.ts';
import type { Call, ReferenceAnswer } from './stages.ts';

export function respond(outcome: Writable | Refusal, { requestId }: Call): ReferenceAnswer {
  const headers = { 'Content-Type': 'application/json;charset=utf-8', 'X-Request-Id': requestId };
  if (!(outcome instanceof Refusal)) return { status: 200, headers, body: jsonText(outcome) };
  const named = outcome.gateway ? { request_id: requestId } : {};
  const body = jsonText({ error_msg: outcome.message, error_code: outcome.code, ...named });
  return { status: outcome.status, headers, body };
}
