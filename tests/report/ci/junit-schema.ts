/** Validates a document against the common JUnit schema, by libxml2. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { ROOT } from '../../project/repository.ts';

/** Returns the errors of the document: not well-formed, or not valid. */
export async function junitProblems(xml: string): Promise<readonly string[]> {
  const schema = readFileSync(path.join(ROOT, 'tests', 'report', 'ci', 'junit.xsd'), 'utf8');
  const { errors } = await validateXML({
    xml: [{ fileName: 'junit.xml', contents: xml }],
    schema: [{ fileName: 'junit.xsd', contents: schema }],
  });
  return errors.map(({ message }) => message);
}
