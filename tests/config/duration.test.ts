import { expect, test } from '@playwright/test';
import { readDuration, writeDuration } from '../../src/config/duration.ts';
import { readSettings } from '../../src/config/fleet.ts';

test('durations are read and written', () => {
  for (const [text, milliseconds] of [
    ['0', 0],
    ['500ms', 500],
    ['90s', 90_000],
    ['1.5s', 1500],
    ['30m', 1_800_000],
    ['4h', 14_400_000],
  ] as const) {
    expect(readDuration(text)).toBe(milliseconds);
    expect(readDuration(writeDuration(milliseconds))).toBe(milliseconds);
  }
  for (const wrong of ['30', '', 's', '-1s', '1e3s', '0s', '900h', '1 s', '4 hours', 'PT4H'])
    expect(readDuration(wrong), wrong).toBeUndefined();
});

test('the settings of the network: what is wrong is refused with its name', () => {
  const target = { RDS_TARGET: 'https://h', RDS_PROJECT_ID: 'p', RDS_INSTANCE_IDS: 'i' };
  const { network } = readSettings(
    {},
    { ...target, RDS_TIMEOUT: '5s', RDS_INSECURE: 'true', RDS_CA: 'ca.pem' },
  );
  expect(network).toEqual({ timeoutMs: 5000, insecure: true, ca: 'ca.pem' });
  expect(readSettings({}, target).network).toEqual({ insecure: false });
  expect(() => readSettings({}, { ...target, RDS_TIMEOUT: '30' })).toThrow(/RDS_TIMEOUT takes a duration/);
  expect(() => readSettings({}, { ...target, RDS_CLIENT_KEY: 'k.pem' })).toThrow(
    /RDS_CLIENT_KEY is given alone: add --client-cert/,
  );
});
