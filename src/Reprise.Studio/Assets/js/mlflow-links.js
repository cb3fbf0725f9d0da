// Saved links to MLflow's pages: they name the page behind the #, which no server sees. Only on the first page, where they all lead.
const pages = [
  [/^#\/experiments\/\d+\/runs\/([0-9a-f]{32})(?:[/?]|$)/, ([, run]) => `runs/${run}`],
  [/^#\/experiments\/(\d+)(?:[/?]|$)/, ([, experiment]) => `experiments/${experiment}`],
  [/^#\/models\/([^/?]+)(?:[/?]|$)/, ([, model]) => `models/${model}`],
  [/^#\/models\/?$/, () => 'models'],
  [/^#\/compare-runs\?(.*)$/, ([, query]) => compare(query)],
];

function compare(query) {
  try {
    const runs = JSON.parse(new URLSearchParams(query).get('runs') ?? '[]').filter(run => /^[0-9a-f]{32}$/.test(run));
    return runs.length > 0 ? `compare?${new URLSearchParams(runs.map(run => ['run', run]))}` : null;
  } catch {
    return null;
  }
}

export function pageOf(hash) {
  for (const [pattern, page] of pages) {
    const match = pattern.exec(hash);
    if (match) {
      return page(match);
    }
  }
  return null;
}

function follow() {
  const root = new URL('./', document.baseURI);
  const page = location.pathname === root.pathname ? pageOf(location.hash) : null;
  if (page !== null) {
    location.replace(new URL(page, root));
  }
}

addEventListener('hashchange', follow);
follow();
