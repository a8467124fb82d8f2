/** The envelope of a certificate: DSSE, signed with an ed25519 key. */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { dsse } from '@sigstore/core';
import { sha256 } from '../../contract/digest.ts';

export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

export interface Envelope {
  readonly payloadType: string;
  /** Base64. */
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** Signs a payload. @param key an ed25519 private key */
export function sealed(payload: Uint8Array, key: KeyObject): Envelope {
  const bytes = Buffer.from(payload);
  const signature = sign(null, dsse.preAuthEncoding(PAYLOAD_TYPE, bytes), key);
  return {
    payloadType: PAYLOAD_TYPE,
    payload: bytes.toString('base64'),
    signatures: [{ keyid: keyIdOf(createPublicKey(key)), sig: signature.toString('base64') }],
  };
}

/** Returns the payload if `key` made one of the signatures; undefined if it made none. */
export function opened({ payloadType, payload, signatures }: Envelope, key: KeyObject): Buffer | undefined {
  const bytes = Buffer.from(payload, 'base64');
  const encoded = dsse.preAuthEncoding(payloadType, bytes);
  return signatures.some(({ sig }) => verify(null, encoded, key, Buffer.from(sig, 'base64')))
    ? bytes
    : undefined;
}

/** Returns SHA-256 of the public key (DER, SubjectPublicKeyInfo), in hexadecimal. */
export function keyIdOf(publicKey: KeyObject): string {
  return sha256(publicKey.export({ type: 'spki', format: 'der' }));
}

/** Whether a value from a file is an envelope. */
export function isEnvelope(value: unknown): value is Envelope {
  if (typeof value !== 'object' || value === null) return false;
  const { payloadType, payload, signatures } = value as Readonly<Record<string, unknown>>;
  return (
    typeof payloadType === 'string' &&
    typeof payload === 'string' &&
    Array.isArray(signatures) &&
    signatures.every(
      (each: unknown) =>
        typeof each === 'object' && each !== null && 'sig' in each && typeof each.sig === 'string',
    )
  );
}
