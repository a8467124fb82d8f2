/** How the token of the embedded reference deployment reaches the workers: by their environment, and nowhere else. */
import { type Credentials, readCredentials, tokenCredentials } from '../client/credentials.ts';

const TOKEN_VARIABLE = 'RDS_CONFORMANCE_EMBEDDED_TOKEN';

/** Called before the workers start. @param token left out for a deployment of others */
export function lendEmbeddedToken(token: string | undefined): void {
  if (token === undefined) delete process.env[TOKEN_VARIABLE];
  else process.env[TOKEN_VARIABLE] = token;
}

/** The credentials of a worker: the embedded deployment's, or those that the environment holds. */
export function workerCredentials(): Credentials {
  const embedded = process.env[TOKEN_VARIABLE];
  return embedded === undefined ? readCredentials(process.env) : tokenCredentials(embedded);
}
