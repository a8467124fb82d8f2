/** The command that shows a violation again keeps what matters, and writes beside the reports. */
import { expect, test } from '@playwright/test';
import { readSettings } from '../../src/config/fleet.ts';
import { reproduceCommand } from '../../src/result/reproduce-command.ts';
import { reproduceWith } from '../../src/result/run-plan.ts';

test('rate, budget, certificates and waivers are kept, quoted for a POSIX shell, with a report of its own', () => {
  const settings = readSettings(
    {},
    {
      RDS_TARGET: 'https://rds.example.com/',
      RDS_PROJECT_ID: 'p',
      RDS_INSTANCE_IDS: 'one',
      RDS_RATE: '2.5',
      RDS_BUDGET: 'smoke',
      RDS_ACCEPT_UNEXERCISED: 'true',
      RDS_WAIVERS: "our vendor's.yaml",
    },
  );
  const flags = reproduceWith({ ...settings, network: { ca: 'a b.pem' } });
  expect(reproduceCommand('window.sound', 7, flags)).toBe(
    'npx rds-backups-conformance run --only window.sound --seed 7 --report reports/only/window.sound' +
      ' --target https://rds.example.com --project-id p --instance-id one --budget smoke --rate 2.5' +
      " --ca 'a b.pem' --accept-unexercised --waivers 'our vendor'\\''s.yaml'",
  );
});
