// Line charts of metrics. An element with data-chart names the metric, data-series where its points are: one request brings all of a page.
import '../lib/echarts.js';

const echarts = globalThis.echarts;
const drawn = new Map();
let axis = 'step';

// A token's value may depend on the colour scheme: let the browser resolve it.
function color(token) {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  probe.hidden = true;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

const number = value => Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7 || value === 0 ? String(Number(value.toPrecision(5))) : value.toExponential(3);

// Names come from users: build the tooltip of nodes, never of markup.
function tooltip(points) {
  const box = document.createElement('div');
  const head = document.createElement('div');
  const [x] = points[0].value;
  head.textContent = axis === 'step' ? `Step ${x}` : new Date(x).toLocaleString();
  head.style.opacity = '.7';
  box.append(head);
  for (const point of points) {
    const line = document.createElement('div');
    const dot = document.createElement('span');
    dot.textContent = '● ';
    dot.style.color = point.color;
    const value = document.createElement('b');
    value.textContent = ` ${number(point.value[1])}`;
    line.append(dot, point.seriesName, value);
    box.append(line);
  }
  return box;
}

function options(series) {
  const text = color('--muted');
  const line = color('--line');
  const few = series.every(one => one.points.length <= 40);
  return {
    animation: false,
    color: Array.from({ length: 8 }, (_, i) => color(`--series-${i + 1}`)),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 4, right: 14, top: 12, bottom: 2, containLabel: true },
    tooltip: {
      trigger: 'axis', confine: true, formatter: tooltip, backgroundColor: color('--surface'), borderColor: color('--line-strong'),
      textStyle: { color: color('--text'), fontSize: 12 }, axisPointer: { lineStyle: { color: color('--line-strong') } },
    },
    xAxis: {
      type: axis === 'step' ? 'value' : 'time', minInterval: axis === 'step' ? 1 : undefined, scale: true, axisLine: { lineStyle: { color: line } }, axisTick: { show: false },
      axisLabel: { color: text, fontSize: 11, hideOverlap: true }, splitLine: { show: false },
    },
    yAxis: {
      type: 'value', scale: true, splitNumber: 4, axisLabel: { color: text, fontSize: 11, formatter: number }, splitLine: { lineStyle: { color: line } },
    },
    series: series.map(one => ({
      type: 'line', name: one.name, showSymbol: few, symbol: 'circle', symbolSize: 5, lineStyle: { width: 1.8 }, emphasis: { disabled: true },
      data: one.points.map(([step, value, time]) => [axis === 'step' ? step : time, value]),
    })),
  };
}

function paint(element) {
  const entry = drawn.get(element);
  entry.chart ??= echarts.init(element, null, { renderer: 'canvas' });
  entry.chart.setOption(options(entry.series), true);
}

// Off-screen charts wait until they are scrolled to.
const seen = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting && drawn.has(target)) {
      seen.unobserve(target);
      paint(target);
    }
  }
}, { rootMargin: '200px' });

const sizes = new ResizeObserver(entries => {
  for (const { target } of entries) drawn.get(target)?.chart?.resize();
});

export async function draw(root) {
  for (const [element, entry] of drawn) {
    if (!element.isConnected) {
      entry.chart?.dispose();
      sizes.unobserve(element);
      drawn.delete(element);
    }
  }
  const wanted = [...root.querySelectorAll('[data-chart]')].filter(element => !drawn.has(element));
  for (const [url, elements] of Object.entries(Object.groupBy(wanted, element => element.dataset.series))) {
    for (const element of elements) drawn.set(element, { series: [] });
    const answer = await fetch(url);
    const all = answer.ok ? (await answer.json()).series : [];
    for (const element of elements) {
      const series = all.filter(one => one.key === element.dataset.chart);
      if (series.length === 0) {
        element.textContent = answer.ok ? 'No numbers to draw.' : 'The points could not be loaded. Reload the page to try again.';
        element.classList.add('chart-note');
        drawn.delete(element);
        continue;
      }
      drawn.set(element, { series });
      seen.observe(element);
      sizes.observe(element);
    }
  }
}

function repaint() {
  for (const [element, entry] of drawn) if (entry.chart) paint(element);
}
document.addEventListener('themechange', repaint);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);
document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-axis]');
  if (!button) return;
  axis = button.dataset.axis;
  for (const other of document.querySelectorAll('[data-axis]')) other.setAttribute('aria-pressed', String(other === button));
  repaint();
});
