/** The measurement as a Markdown table. */
export interface Row {
  readonly name: string;
  /** Conformant deployments that the tool found fault with. */
  readonly alarmsAtCorrect: number;
  readonly caught: readonly string[];
  /** A deployment, on average. */
  readonly requests: number;
  readonly seconds: number;
}

export function tableOf(rows: readonly Row[], faults: number, conformant: number): string {
  const lines = rows.map(({ name, caught, alarmsAtCorrect, requests, seconds }) => [
    name,
    `${caught.length} of ${faults}`,
    `${alarmsAtCorrect} of ${conformant}`,
    requests.toFixed(0),
    seconds.toFixed(1),
  ]);
  const heading = ['tool', 'faults caught', 'false alarms', 'requests each', 'seconds each'];
  return [heading, ['---', '--:', '--:', '--:', '--:'], ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
