/** The kinds of failures of requests, and where a request was going. */

export type FailureKind =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'tls'
  | 'proxy'
  | 'timeout'
  | 'reset'
  | 'protocol'
  | 'body-too-large'
  | 'closed'
  | 'network'
  | 'not-sent';

/** Where a request was going. The parts that are known make the reason more precise. */
export interface Destination {
  /** Named in the reason, so that a wrong target is visible. */
  readonly host: string;
  readonly scheme?: 'http' | 'https';
  /** Whether an answer has come from there before: then the address, the scheme and the certificates are right. */
  readonly hasAnswered?: boolean;
}
