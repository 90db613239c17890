// The timeline: bars of events over time; a time is chosen by dragging over them.
"use strict";
window.Dateline = window.Dateline || {};

Dateline.number = (number) =>
  number >= 10000 ? String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f") : String(number);

Dateline.timeline = (() => {
  const DAY_S = 86400;
  const LENGTHS = { day: DAY_S, week: 7 * DAY_S, month: 30.4 * DAY_S, year: 365.25 * DAY_S };
  const seconds = (day) => Date.parse(`${day}T00:00:00Z`) / 1000;
  const day = (at) => new Date(at * 1000).toISOString().slice(0, 10);
  const label = (at, unit) => day(at).slice(0, unit === "year" ? 4 : unit === "month" ? 7 : 10);

  class Timeline {
    constructor(box) {
      this.box = box;
      this.observer = new ResizeObserver(() => this.resize());
      this.observer.observe(box);
      this.draw();
    }

    draw() {
      this.shown = this.box.dataset.timeline;
      this.data = JSON.parse(this.shown);
      this.plot?.destroy();
      this.plot = null;
      if (!this.data.starts.length) return;
      const { exact, wide, unit } = this.data;
      const starts = this.data.starts.map(seconds);
      const length = LENGTHS[unit];
      const middle = starts.map((start) => start + length / 2);
      const all = exact.map((count, bar) => count + wide[bar]);
      const colour = Dateline.colour;
      const bars = uPlot.paths.bars({ size: [0.86, 60], align: 0 });
      const grid = { stroke: colour("--rule"), width: 1 };
      const text = { stroke: colour("--muted"), font: "11px system-ui, sans-serif", ticks: { show: false } };
      const span = [starts[0], starts[starts.length - 1] + length];
      if (starts.length < 12) {
        const missing = (12 - starts.length) * length / 2;
        span[0] -= missing;
        span[1] += missing;
      }
      this.plot = new uPlot({
        width: this.box.clientWidth,
        height: this.box.clientHeight,
        legend: { show: false },
        tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "Etc/UTC"),
        cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
        scales: { x: { time: true, range: () => span }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.05)] } },
        axes: [
          { ...text, grid: { show: false }, size: 24, gap: 2, space: 74, values: (_, splits, __, ___, step) =>
            splits.map((at) => (step >= 364 * DAY_S ? day(at).slice(0, 4) : step >= 27 * DAY_S ? day(at).slice(0, 7) : day(at))) },
          { ...text, grid, size: 36, gap: 4, space: 26, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 5e4] },
        ],
        series: [
          {},
          { paths: bars, fill: colour("--rule"), stroke: colour("--muted"), width: 0.5, points: { show: false } },
          { paths: bars, fill: colour("--accent"), stroke: colour("--accent"), width: 0, points: { show: false } },
        ],
        hooks: {
          setCursor: [(plot) => this.read(plot.cursor.idx)],
          setSelect: [(plot) => this.choose(plot)],
        },
      }, [middle, all, exact], this.box);
    }

    read(bar) {
      const readout = document.querySelector("[data-timeline-readout]");
      if (!readout) return;
      if (bar == null) {
        readout.textContent = readout.dataset.hint;
        return;
      }
      const { starts, exact, wide, unit } = this.data;
      const words = this.box.dataset.events
        .replace("{day}", label(seconds(starts[bar]), unit))
        .replace("{n}", Dateline.number(exact[bar]));
      const more = wide[bar] ? `, ${this.box.dataset.wide.replace("{n}", Dateline.number(wide[bar]))}` : "";
      readout.textContent = words + more;
    }

    choose(plot) {
      const { left, width } = plot.select;
      if (width < 4) return;
      const { starts, unit } = this.data;
      const from = plot.posToVal(left, "x");
      const to = plot.posToVal(left + width, "x");
      const touched = starts.filter((start) => seconds(start) + LENGTHS[unit] > from && seconds(start) <= to);
      plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
      if (!touched.length) return;
      const last = touched[touched.length - 1];
      const next = starts[starts.indexOf(last) + 1];
      const until = next ? day(seconds(next) - DAY_S) : this.lastDay(last, unit);
      Dateline.go(this.box.dataset.between.replace("SINCE", touched[0]).replace("UNTIL", until));
    }

    lastDay(start, unit) {
      const end = new Date(`${start}T00:00:00Z`);
      if (unit === "week") end.setUTCDate(end.getUTCDate() + 6);
      if (unit === "month") end.setUTCMonth(end.getUTCMonth() + 1, 0);
      if (unit === "year") end.setUTCMonth(12, 0);
      return end.toISOString().slice(0, 10);
    }

    resize() {
      if (this.plot && this.box.clientWidth) {
        this.plot.setSize({ width: this.box.clientWidth, height: this.box.clientHeight });
      }
    }

    refresh() {
      if (this.shown !== this.box.dataset.timeline) this.draw();
    }

    restyle() {
      this.draw();
    }
  }

  return { Timeline };
})();
