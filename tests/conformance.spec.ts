import { test } from '@playwright/test';
import { declareClauses } from '../src/playwright/declare-clauses.ts';

declareClauses(test);
