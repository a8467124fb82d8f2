/**
 * Checks that recordings can come from this suite's client: no answer of the deployment is recorded as noise, and no
 * credential as another.
 */
import type { Recording } from '../../client/exchange.ts';
import { type NoiseKind, noiseOfFailure, noiseOfStatus, RENEWED_STATUS } from '../../client/noise.ts';

/** Returns what is wrong with the recordings: the first of each kind. */
export function implausibleRecordings(
  recordings: readonly Recording[],
  authenticated: boolean,
): readonly string[] {
  const complaints = [
    recordings.find((recording) => !isNoiseAsStated(recording)),
    brokenAttempts(recordings),
    misusedCredential(recordings, authenticated),
  ];
  const says = [
    'is wrongly recorded as noise, or as no noise',
    'does not continue the attempts before it',
    'does not have the credential that is stated for it',
  ];
  return complaints.flatMap((recording, kind) =>
    recording === undefined
      ? []
      : [`request ${recording.sequence} (GET ${recording.request.target}) ${says[kind]}`],
  );
}

function isNoiseAsStated({ answer, failure, noise }: Recording): boolean {
  if (noise === RENEWED_STATUS) return answer?.status === Number(RENEWED_STATUS);
  if (answer !== undefined) return noise === noiseOfStatus(answer.status);
  const possible: readonly (NoiseKind | undefined)[] =
    failure === undefined ? [] : [noiseOfFailure(failure.kind, true), noiseOfFailure(failure.kind, false)];
  return possible.includes(noise);
}

/** Attempts at one request are numbered from 1, and none comes after the last one. */
function brokenAttempts(recordings: readonly Recording[]): Recording | undefined {
  const made = new Map<string, number>();
  return recordings.find((recording) => {
    const { from, request, attempts, noise, unanswered } = recording;
    const changes = JSON.stringify(request.changes ?? {});
    const key = `${from?.clause} ${from?.trial} ${from?.occurrence} ${request.credential} ${request.target} ${changes}`;
    const before = made.get(key) ?? 0;
    const isLast = noise === undefined || unanswered !== undefined;
    made.set(key, isLast ? Number.NaN : attempts);
    return attempts !== before + 1;
  });
}

/** Digests replace credentials: none without a credential, and another one for an altered credential. */
function misusedCredential(recordings: readonly Recording[], authenticated: boolean): Recording | undefined {
  const own = new Set(recordings.filter(({ request }) => request.credential === 'own').flatMap(digestsIn));
  return recordings.find((recording) => {
    const digests = digestsIn(recording);
    // What was not sent had no headers.
    if (recording.failure?.kind === 'not-sent') return digests.length > 0;
    if (recording.request.credential === 'none' || !authenticated) return digests.length > 0;
    if (recording.request.credential === 'own') return digests.length === 0;
    if (recording.request.meaning === 'same') return digests.length === 0;
    return digests.length === 0 || digests.every((digest) => own.has(digest));
  });
}

function digestsIn({ request }: Recording): readonly string[] {
  return Object.values(request.headers).filter((value) => /^\[redacted [0-9a-f]+\]$/.test(value));
}
