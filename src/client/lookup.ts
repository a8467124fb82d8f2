/** Resolves host names. `localhost` is both loopback addresses, whatever the system's own list of hosts says (RFC 6761). */
import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';

const LOOPBACK = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

export const lookup: LookupFunction = (hostname, options, callback) => {
  if (hostname === 'localhost' && options.all === true) callback(null, LOOPBACK);
  else resolve(hostname, options, callback);
};
