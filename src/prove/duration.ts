/** A stretch of time as people say it: `41 s`, `2 min 39 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
