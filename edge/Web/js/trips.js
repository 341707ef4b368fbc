// The settled visits: how each ended, and where its charge is.
import { element, setText, syncList } from "./dom.js";
import { count, money, percent, span, units } from "./format.js";
import { showDoubts } from "./carts.js";
import { showClips } from "./clips.js";
import { showStory } from "./story.js";

/** How many settled visits are kept on the page. */
export const tripsShown = 50;

const outcomes = { charged: "charged", review: "needs review", empty: "left empty-handed" };
const charges = { pending: "charge pending", booked: "booked", refused: "charge refused" };

// An empty cart is as sure as any, but nobody asks.
const sureness = (session) => (session.confidence === null || session.outcome === "empty" ? "" : `, ${percent(session.confidence)}\u00a0sure`);

/** The latest settled visits, newest first. */
export class Trips {
  #trips = new Map();

  constructor({ list, currency }) {
    this.list = list;
    this.currency = currency;
  }

  /** Takes the new state of settled visits, known ones and new ones. */
  put(sessions) {
    for (const session of sessions) this.#trips.set(session.session, session);
    const newest = [...this.#trips.values()].sort((a, b) => b.closedUs - a.closedUs);
    for (const old of newest.splice(tripsShown)) this.#trips.delete(old.session);
    syncList(
      this.list,
      newest,
      (session) => session.session,
      (session) => this.#create(session),
      (row, session) => this.#update(row, session),
    );
  }

  /** Whether a charge shown here still waits for its booking. */
  get waiting() {
    return [...this.#trips.values()].some((session) => session.outcome === "charged" && session.chargeState !== "booked" && session.chargeState !== "refused");
  }

  #create(visit) {
    const { session } = visit;
    const clips = element("div", { class: "trip-clips", hidden: true });
    const story = element("div", { class: "trip-story", hidden: true });
    const shopper = element("button", { type: "button", class: "trip-shopper", "aria-expanded": "false" });
    shopper.addEventListener("click", () => {
      story.hidden = !story.hidden;
      shopper.setAttribute("aria-expanded", String(!story.hidden));
      if (!story.hidden) showStory(story, session);
      clips.hidden = story.hidden || visit.outcome !== "review";
      if (!clips.hidden) showClips(clips, visit);
    });
    return element(
      "li",
      { class: "trip" },
      shopper,
      element("span", { class: "trip-size quiet" }),
      element("span", { class: "chip" }),
      element("span", { class: "chip charge" }),
      element("strong", { class: "trip-amount" }),
      element("ul", { class: "doubts" }),
      clips,
      story,
    );
  }

  #update(row, session) {
    const [shopper, size, outcome, charge, amount, doubts] = row.children;
    setText(shopper, session.shopper);
    shopper.title = `${session.shopper} · visit ${session.session}: how it came about`;
    setText(size, `${count(units(session.lines), "item")} in ${span(session.closedUs - session.openedUs)}${sureness(session)}`);
    setText(outcome, outcomes[session.outcome] ?? String(session.outcome));
    outcome.dataset.state = session.outcome;
    charge.hidden = !session.chargeState;
    setText(charge, charges[session.chargeState] ?? String(session.chargeState));
    charge.dataset.state = session.chargeState ?? "";
    setText(amount, money(session.totalMinor, this.currency));
    showDoubts(doubts, session.doubts);
  }
}
