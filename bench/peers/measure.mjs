// How a peer of Node.js is timed and reports: as measure.py has it.
const ENOUGH = 3.0;
const REPEATS = 9;
const LONG = 10.0;

/** Runs the action: first cold, then again while it is short. */
export async function timed(action) {
  const taken = [];
  let peak = 0;
  while (taken.length === 0 || (taken.length === 1 && taken[0] < LONG) || (sum(taken) < ENOUGH && taken.length <= REPEATS)) {
    const started = performance.now();
    await action();
    taken.push((performance.now() - started) / 1000);
    peak = peak || process.resourceUsage().maxRSS / 1024;
  }
  return { first: taken[0], seconds: median(taken.length > 1 ? taken.slice(1) : taken), peak };
}

/** Writes the line that run.py reads. */
export function report(work, peer, version, timing, metric) {
  console.log(JSON.stringify({ work, peer, version, seconds: timing.seconds, first_seconds: timing.first, peak_rss_mib: timing.peak, metric }));
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[sorted.length >> 1] + sorted[(sorted.length - 1) >> 1]) / 2;
}
