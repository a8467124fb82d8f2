/** A request that is refused, with the status, code and words of the answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** Whether the gateway before the service refuses: its answers name the request in the body. */
  readonly gateway: boolean;

  constructor(status: number, code: string, message: string, gateway = false) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.gateway = gateway;
  }
}

/** A parameter that is missing, malformed, or does not go with another. */
export function wrongParameter(name: string, why: string): Refusal {
  return new Refusal(400, 'DBS.280001', `Parameter error: ${name} ${why}.`);
}

/** A number beyond its bounds. */
export function outOfRange(name: string, why: string): Refusal {
  return new Refusal(400, 'DBS.280271', `Out of range: ${name} ${why}.`);
}

export function noSuchInstance(): Refusal {
  return new Refusal(404, 'DBS.200002', 'The instance does not exist.');
}

export function noSuchApi(): Refusal {
  return new Refusal(404, 'APIGW.0101', 'The API does not exist or has not been published.', true);
}

export function wrongMethod(): Refusal {
  return new Refusal(405, 'APIGW.0106', 'Only GET is served here.', true);
}

export function notAuthenticated(): Refusal {
  return new Refusal(401, 'APIGW.0301', 'Incorrect IAM authentication information: token rejected.', true);
}

export function notYourProject(): Refusal {
  return new Refusal(403, 'DBS.201003', 'The project of the token is not the project asked for.');
}
