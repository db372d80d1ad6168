const MAX_SHIFT = 0.02;

/** Writes down what the browser complains of, whom it calls and what it is told; the result gives it. */
export function watch(page) {
  const problems = [];
  const origins = new Set();
  const bodies = [];
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') {
      problems.push(message.text());
    }
  });
  page.on('pageerror', error => problems.push(error.message));
  page.on('request', request => {
    if (request.url().startsWith('http')) {
      origins.add(new URL(request.url()).origin);
    }
  });
  page.on('response', response => {
    bodies.push(response.text().catch(() => ''));
  });
  page.exposeFunction('shifted', (value, nodes) => {
    if (value > MAX_SHIFT) {
      problems.push(`the layout jumped by ${value.toFixed(3)}: ${nodes}`);
    }
  });
  // a message that pushes the earlier ones up is no jump
  page.addInitScript(() => new PerformanceObserver(list => list.getEntries()
    .filter(entry => !entry.hadRecentInput)
    .forEach(entry => {
      const moved = entry.sources.map(({node}) => node?.parentElement?.closest('[id]')?.id ?? 'body')
      if (moved.some(id => id !== 'webchat')) {
        window.shifted(entry.value, moved);
      }
    })).observe({type: 'layout-shift', buffered: true}));
  return async () => ({problems, origins, bodies: await Promise.all(bodies)});
}
