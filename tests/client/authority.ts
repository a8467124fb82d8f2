/** Certificates for tests, made afresh: no key has to be kept in the repository. Node can sign, but writes no X.509. */
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';

export interface KeyAndCertificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
}

export interface CertificateOptions {
  /** Host names and addresses that it is for; 127.0.0.1 by default. */
  readonly hosts?: readonly string[];
  /** Days from now at which it begins and ends; a year in both directions by default. */
  readonly days?: readonly [from: number, to: number];
}

export interface Authority {
  /** The authority's own certificate (PEM). */
  readonly cert: string;
  /** Returns a certificate that the authority has signed. */
  issue(options?: CertificateOptions): KeyAndCertificate;
}

/** Returns a certificate that signs itself. */
export function selfSigned(options: CertificateOptions = {}): KeyAndCertificate {
  const { privateKey, publicKey } = newKeys();
  const name = nameOf('conformance test');
  const cert = certificate({ ...options, issuer: name, subject: name, publicKey, signer: privateKey });
  return { key: pemOf(privateKey), cert };
}

/** Returns a new authority, which nobody knows. */
export function authority(): Authority {
  const { privateKey, publicKey } = newKeys();
  const issuer = nameOf(`conformance test authority ${randomUUID()}`);
  const cert = certificate({ issuer, subject: issuer, publicKey, signer: privateKey, isAuthority: true });
  return {
    cert,
    issue: (options = {}) => {
      const own = newKeys();
      const subject = nameOf('conformance test');
      const issued = certificate({
        ...options,
        issuer,
        subject,
        publicKey: own.publicKey,
        signer: privateKey,
      });
      return { key: pemOf(own.privateKey), cert: issued };
    },
  };
}

function newKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

interface Parts extends CertificateOptions {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly isAuthority?: boolean;
}

const DAY = 24 * 3600 * 1000;
let serials = 0;

function certificate(parts: Parts): string {
  const { issuer, subject, publicKey, signer, isAuthority = false } = parts;
  const { hosts = ['127.0.0.1'], days: [from, to] = [-365, 365] } = parts;
  serials += 1;
  const algorithm = der(0x30, oid('2a8648ce3d040302'));
  const validity = der(0x30, utcTime(Date.now() + from * DAY), utcTime(Date.now() + to * DAY));
  const names = der(0x30, ...hosts.map(generalName));
  const extension = isAuthority
    ? der(
        0x30,
        oid('551d13'),
        der(0x01, Buffer.from([0xff])),
        der(0x04, der(0x30, der(0x01, Buffer.from([0xff])))),
      )
    : der(0x30, oid('551d11'), der(0x04, names));
  const unsigned = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1, serials])),
    algorithm,
    issuer,
    validity,
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, extension)),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', unsigned, signer));
  const bytes = der(0x30, unsigned, algorithm, signature);
  return `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

function nameOf(text: string): Buffer {
  return der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from(text)))));
}

function generalName(host: string): Buffer {
  if (host === '::1') return der(0x87, Buffer.from([...Array<number>(15).fill(0), 1]));
  return /^[\d.]+$/.test(host)
    ? der(0x87, Buffer.from(host.split('.').map(Number)))
    : der(0x82, Buffer.from(host));
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const short = content.length < 0x80;
  const length = short ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function utcTime(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}
