/** What ends a request without a list: a refusal, or a connection that breaks. */

/** A request that is refused, with the status, code and message of the answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** Whether the gateway in front of the service refuses: its answers name the request in the body. */
  readonly gateway: boolean;

  constructor(status: number, code: string, message: string, gateway = false) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.gateway = gateway;
  }
}

/** The connection breaks before an answer: the server cuts the socket; a caller in process receives this error. */
export class ConnectionReset extends Error {
  readonly code = 'ECONNRESET';

  constructor() {
    super('the connection was reset');
    this.name = 'ConnectionReset';
  }
}

/** A parameter that is missing, malformed, or contradicts another. */
export function wrongParameter(name: string, why: string): Refusal {
  return new Refusal(400, 'DBS.280001', `Parameter error: ${name} ${why}.`);
}

/** The code of a number beyond its bounds. */
export const OUT_OF_RANGE = 'DBS.280271';

export function outOfRange(name: string, why: string): Refusal {
  return new Refusal(400, OUT_OF_RANGE, `Out of range: ${name} ${why}.`);
}

export function unknownInstance(): Refusal {
  return new Refusal(404, 'DBS.200002', 'The instance does not exist.');
}

export function unknownApi(): Refusal {
  return new Refusal(404, 'APIGW.0101', 'The API does not exist or has not been published.', true);
}

export function wrongMethod(): Refusal {
  return new Refusal(405, 'APIGW.0106', 'Only GET is served here.', true);
}

export function notAuthenticated(): Refusal {
  return new Refusal(401, 'APIGW.0301', 'Incorrect IAM authentication information: token rejected.', true);
}

export function wrongProject(): Refusal {
  return new Refusal(403, 'DBS.201003', 'The project of the token is not the project asked for.');
}

/** A failure within the service that nobody caught. */
export function serverFault(): Refusal {
  return new Refusal(500, 'DBS.200000', 'An internal error occurred.');
}
