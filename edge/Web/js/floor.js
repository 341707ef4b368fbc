// The operator's live floor: puts the parts of index.html together and feeds them.
import { Carts } from "./carts.js";
import { showContents } from "./contents.js";
import { byId, element, setText } from "./dom.js";
import { load, openFeed } from "./feed.js";
import { count, grams } from "./format.js";
import { Faults } from "./faults.js";
import { showCounters, showLatencies, showSources, showTotals } from "./health.js";
import { Marks } from "./marks.js";
import { Plan, gondolaName } from "./plan.js";
import { Trips, tripsShown } from "./trips.js";

const silenceMs = 6000; // the feed speaks ten times a second
const weightsShown = 3;
const chargeCheckMs = 3000;
const figuresEveryMs = 500;

const feedWords = { connecting: "connecting", live: "live", reconnecting: "reconnecting" };

start();

async function start() {
  const { value: layout } = await load("/api/layout", (reason) => showFeed("reconnecting", reason));
  if (!layout) {
    showFeed("reconnecting", "This store has no layout.");
    return;
  }
  setText(byId("store"), layout.store);
  document.title = `${layout.store}: live floor`;
  new Floor(layout).open();
}

class Floor {
  #status = null;
  #people = [];
  #timeUs = 0;
  #figuresShownMs = 0;
  #loadingTrips = false;

  constructor(layout) {
    const marks = new Marks();
    this.layout = layout;
    this.plan = new Plan({
      holder: byId("plan"),
      layout,
      marks,
      onGondola: (gondola) => showContents(byId("contents"), layout, gondola),
    });
    this.carts = new Carts({
      list: byId("carts"),
      counter: byId("carts-count"),
      news: byId("carts-news"),
      currency: layout.currency,
      marks,
      onPoint: (session, on) => this.plan.point(session, on),
    });
    this.faults = new Faults({ panel: byId("faults-panel"), list: byId("faults"), counter: byId("faults-count"), news: byId("faults-news") });
    this.trips = new Trips({ list: byId("trips"), currency: layout.currency });
  }

  /** Opens the feed; it stays open as long as the page. */
  open() {
    openFeed(
      "/live",
      {
        state: (state) => this.#onState(state),
        floor: (floor) => this.#onFloor(floor),
        cart: (session) => this.#onCart(session),
        weight: (change) => this.#onWeight(change),
        status: (status) => this.#onStatus(status),
      },
      (state) => showFeed(state, state === "reconnecting" ? "The connection to the store is lost: what you see may be old." : null),
      silenceMs,
    );
    setInterval(() => this.trips.waiting && this.#loadTrips(), chargeCheckMs);
  }

  #onState(state) {
    this.#timeUs = state.timeUs;
    this.carts.reset(state.sessions);
    this.#onStatus(state);
    this.#onFloor(state);
    this.#loadTrips();
  }

  #onFloor({ timeUs, people }) {
    this.#timeUs = timeUs;
    this.#people = people;
    this.plan.showPeople(people);
    if (performance.now() - this.#figuresShownMs < figuresEveryMs) return;
    this.#figuresShownMs = performance.now();
    this.carts.age(timeUs);
    this.#showFigures();
  }

  #onCart(session) {
    this.carts.update(session);
    if (session.state === "settled") this.trips.put([session]);
  }

  #onWeight(change) {
    this.plan.flash(change);
    const list = byId("weights");
    const where = `${gondolaName(change.gondola)}, shelf ${change.shelf}`;
    list.prepend(element("li", { class: `weight weight-${change.kind}` }, element("b", {}, grams(change.deltaGrams)), ` ${change.kind} `, element("span", { class: "quiet" }, where)));
    while (list.childElementCount > weightsShown) list.lastElementChild.remove();
  }

  #onStatus(status) {
    this.#status = status;
    this.faults.show(status.faults, status.counters.faults, this.#timeUs);
    this.plan.showFaults(status.faults.filter((fault) => fault.healedUs === null));
    showSources(status.sources);
    showCounters(status.counters);
    showLatencies(status.latencies);
    this.#showFigures();
  }

  #showFigures() {
    const visitors = this.#people.filter((person) => person.session !== null).length;
    const strangers = this.#people.length - visitors;
    setText(byId("plan-summary"), `${count(visitors, "visitor")}${strangers ? `, ${strangers} without a visit` : ""}`);
    showTotals(this.#status, visitors, this.layout.currency, this.#status.counters.faults);
    const { charged, review, empty } = this.#status.trips;
    setText(byId("trips-count"), count(charged + review + empty, "trip"));
  }

  // The latest settled visits: on every new connection, and while a charge waits.
  async #loadTrips() {
    if (this.#loadingTrips) return;
    this.#loadingTrips = true;
    const { charged, review, empty } = this.#status.trips;
    const after = Math.max(0, charged + review + empty - tripsShown);
    const { value } = await load(`/api/trips?after=${after}&limit=${tripsShown}`, () => setText(byId("trips-count"), "not loaded, trying again"));
    this.#loadingTrips = false;
    if (value) this.trips.put(value.trips);
  }
}

function showFeed(state, trouble) {
  const chip = byId("feed");
  chip.dataset.state = state;
  setText(chip, feedWords[state]);
  const notice = byId("notice");
  notice.hidden = !trouble;
  setText(notice, trouble ?? "");
  document.body.classList.toggle("stale", Boolean(trouble));
}
