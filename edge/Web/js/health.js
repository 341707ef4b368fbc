// Sources, counters, charges and latencies: what an operator looks at when something is odd.
import { byId, element, setText, syncList } from "./dom.js";
import { count, duration, money, words } from "./format.js";

// The latency budget, p99 in microseconds. The commit (an fsync) is no step of the way
// to the screen, so it is shown without a limit.
const budgetsUs = { brokerToInbox: 4000, inboxToWeightChange: 2000, fusionAndCart: 2000, feed: 6000 };
const budgetAt = 0.7; // where the budget's mark stands on a bar, as a share of its length
const faultsShown = 40;

/** Shows the sources that are not heard, or one line that says that all are. What is wrong with one that is, stands among the faults. */
export function showSources(sources) {
  const faulty = sources.filter((source) => source.state !== "ok").sort((a, b) => rank(a) - rank(b) || compare(a.device, b.device));
  const rows = faulty.slice(0, faultsShown).map((source) => ({
    key: source.device,
    state: source.state,
    text: source.device,
    detail: `${source.kind}, ${source.state === "waiting" ? "not heard yet" : `silent after ${count(source.messages, "message")}`}`,
  }));
  const well = sources.length - faulty.length;
  rows.push({ key: "", state: "ok", text: faulty.length ? `${well} others heard` : `all ${sources.length} heard`, detail: "" });
  syncList(
    byId("sources"),
    rows,
    (row) => row.key,
    () => element("li", { class: "source" }, element("span", { class: "chip" }), element("span"), element("span", { class: "quiet" })),
    (node, row) => {
      const [chip, name, detail] = node.children;
      setText(chip, row.state);
      chip.dataset.state = row.state;
      setText(name, row.text);
      setText(detail, row.detail);
    },
  );
}

/** Shows the counters that are not zero. */
export function showCounters(counters) {
  const rows = Object.entries(counters).filter(([name, value]) => value !== 0 && name !== "faults").map(([name, value]) => ({ name: words(name), value: value.toLocaleString() }));
  showFigures(byId("counters"), rows.length ? rows : [{ name: "nothing malformed, lost or late", value: "0" }]);
}

/** Shows visits and charges as the figures on top of the page. */
export function showTotals({ trips, charges }, inside, currency, faults) {
  const rows = [
    { name: "inside", value: String(inside) },
    { name: "faults", value: String(faults), warn: faults > 0, bad: true },
    { name: "charged", value: String(trips.charged) },
    { name: "to review", value: String(trips.review), warn: trips.review > 0 },
    { name: "empty", value: String(trips.empty) },
    { name: "charges pending", value: String(charges.pending) },
    { name: "booked", value: String(charges.booked) },
    { name: "refused", value: String(charges.refused), warn: charges.refused > 0 },
    { name: "booked total", value: money(charges.bookedMinor, currency), wide: true },
  ];
  showFigures(byId("figures"), rows.filter((row) => !["refused", "faults"].includes(row.name) || row.warn));
}

/** Shows each stage's p50 and p99 as two bars against the stage's budget. */
export function showLatencies(latencies) {
  syncList(
    byId("latencies"),
    Object.entries(latencies).map(([stage, figures]) => ({ stage, figures, budgetUs: budgetsUs[stage] })),
    (row) => row.stage,
    (row) =>
      element(
        "li",
        { class: "latency" },
        element("span", { class: "latency-name" }, words(row.stage)),
        element("span", { class: "latency-text" }),
        element(
          "span",
          { class: "bar", "aria-hidden": "true" },
          element("span", { class: "bar-p99" }),
          element("span", { class: "bar-p50" }),
          row.budgetUs ? element("span", { class: "bar-budget" }) : null,
        ),
      ),
    updateLatency,
  );
}

function updateLatency(node, { figures, budgetUs }) {
  const [, text, bar] = node.children;
  const over = budgetUs !== undefined && figures.count > 0 && figures.p99Us > budgetUs;
  node.classList.toggle("over", over);
  if (figures.count === 0) setText(text, "no events yet");
  else setText(text, `${duration(figures.p50Us)} / ${duration(figures.p99Us)}${budgetUs ? `, ${over ? "over" : "of"} ${duration(budgetUs)}` : ", no budget"}`);
  text.title = `${figures.count.toLocaleString()} events, longest ${duration(figures.maxUs)}`;
  const fullUs = budgetUs ? budgetUs / budgetAt : Math.max(figures.p99Us, 1) / budgetAt;
  bar.children[0].style.width = share(figures.count ? figures.p99Us / fullUs : 0);
  bar.children[1].style.width = share(figures.count ? figures.p50Us / fullUs : 0);
  if (budgetUs) bar.children[2].style.left = share(budgetAt);
}

function showFigures(list, rows) {
  syncList(
    list,
    rows,
    (row) => row.name,
    (row) => element("div", { class: row.wide ? "figure wide" : "figure" }, element("dt", {}, row.name), element("dd")),
    (node, row) => {
      setText(node.lastChild, row.value);
      node.classList.toggle("warn", Boolean(row.warn));
      node.classList.toggle("bad", Boolean(row.warn && row.bad));
    },
  );
}

function share(part) {
  return `${Math.min(100, Math.max(0, part * 100)).toFixed(1)}%`;
}

function rank(source) {
  return source.state === "silent" ? 0 : 1;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
