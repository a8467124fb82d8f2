/** The common JUnit schema, held against a document by libxml2. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { ROOT } from '../../project/repository.ts';

/** What is wrong with the document: not well-formed, or not of the schema. */
export async function junitProblems(xml: string): Promise<readonly string[]> {
  const schema = readFileSync(path.join(ROOT, 'tests', 'report', 'ci', 'junit.xsd'), 'utf8');
  const { errors } = await validateXML({
    xml: [{ fileName: 'junit.xml', contents: xml }],
    schema: [{ fileName: 'junit.xsd', contents: schema }],
  });
  return errors.map(({ message }) => message);
}
