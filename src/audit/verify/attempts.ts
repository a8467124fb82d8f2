/**
 * Whether what is on record can have come from this suite's client: an answer of the deployment's own must not be passed
 * off as noise, nor one credential as another.
 */
import type { Recording } from '../../client/exchange.ts';
import { type NoiseKind, noiseOfFailure, noiseOfStatus } from '../../client/noise.ts';

/** What is wrong with the recordings, in their order; the first of each kind. */
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
    'is called what it is not: noise, or no noise',
    'does not follow on the attempts before it',
    'does not show the credential that it is said to have carried',
  ];
  return complaints.flatMap((recording, kind) =>
    recording === undefined
      ? []
      : [`request ${recording.sequence} (GET ${recording.request.target}) ${says[kind]}`],
  );
}

function isNoiseAsStated({ answer, failure, noise }: Recording): boolean {
  if (answer !== undefined) return noise === noiseOfStatus(answer.status);
  const possible: readonly (NoiseKind | undefined)[] =
    failure === undefined ? [] : [noiseOfFailure(failure.kind, true), noiseOfFailure(failure.kind, false)];
  return possible.includes(noise);
}

/** Attempts at one request are numbered from 1, and none follows on the one that ended it. */
function brokenAttempts(recordings: readonly Recording[]): Recording | undefined {
  const made = new Map<string, number>();
  return recordings.find((recording) => {
    const { from, request, attempts, noise, unanswered } = recording;
    const key = `${from?.clause} ${from?.trial} ${from?.occurrence} ${request.credential} ${request.target}`;
    const before = made.get(key) ?? 0;
    const isLast = noise === undefined || unanswered !== undefined;
    made.set(key, isLast ? Number.NaN : attempts);
    return attempts !== before + 1;
  });
}

/** Digests stand where credentials stood: none for none, and never that of our own for an altered one. */
function misusedCredential(recordings: readonly Recording[], authenticated: boolean): Recording | undefined {
  const own = new Set(recordings.filter(({ request }) => request.credential === 'own').flatMap(digestsIn));
  return recordings.find((recording) => {
    const digests = digestsIn(recording);
    if (recording.request.credential === 'none' || !authenticated) return digests.length > 0;
    if (recording.request.credential === 'own') return digests.length === 0;
    return digests.length === 0 || digests.every((digest) => own.has(digest));
  });
}

function digestsIn({ request }: Recording): readonly string[] {
  return Object.values(request.headers).filter((value) => /^\[redacted [0-9a-f]+\]$/.test(value));
}
