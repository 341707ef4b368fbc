// The column of open carts: one card a visit, filling as the shopper takes and returns.
import { element, removeGently, setText, syncList } from "./dom.js";
import { count, money, span, units } from "./format.js";
import { changes, showLines, showProvisional } from "./lines.js";

const newsEveryMs = 2000;
const newsSentencesMax = 4;

/** The open carts by session, shown in `list` in the order in which the shoppers came in. */
export class Carts {
  #sessions = new Map();
  #news = [];

  constructor({ list, counter, news, currency, marks, onPoint }) {
    Object.assign(this, { list, counter, currency, marks, onPoint });
    setInterval(() => this.#tellNews(news), newsEveryMs);
  }

  /** Starts over with the sessions that are open now. */
  reset(sessions) {
    for (const known of this.#sessions.keys()) this.marks.release(known);
    this.#sessions = new Map();
    this.list.replaceChildren();
    for (const session of sessions) this.#keep(session);
    this.#show();
  }

  /** Takes one cart's new state; a settled one leaves the column. */
  update(session) {
    this.#collectNews(this.#sessions.get(session.session), session);
    if (session.state === "settled") {
      this.#sessions.delete(session.session);
      this.marks.release(session.session);
    } else {
      this.#keep(session);
    }
    this.#show();
  }

  /** Shows on each card how long the visit has lasted at store time `timeUs`. */
  age(timeUs) {
    for (const card of this.list.children) {
      const session = this.#sessions.get(card.dataset.key);
      if (session) setText(card.querySelector(".card-age"), span(timeUs - session.openedUs));
    }
  }

  #keep(session) {
    this.#sessions.set(session.session, session);
    this.marks.give(session.session);
  }

  #show() {
    const open = [...this.#sessions.values()].sort((a, b) => a.openedUs - b.openedUs);
    syncList(
      this.list,
      open,
      (session) => session.session,
      (session) => this.#createCard(session),
      (card, session) => this.#updateCard(card, session),
      removeGently,
    );
    setText(this.counter, open.length ? `${open.length} open` : "no open carts");
  }

  #createCard(session) {
    const mark = this.marks.give(session.session);
    const card = element(
      "article",
      { class: `card ${mark.hue}` },
      element(
        "header",
        { class: "card-head" },
        element("span", { class: "mark", "aria-hidden": "true" }, mark.letter),
        element("h3", { class: "card-shopper" }, element("a", { href: `cart.html?session=${encodeURIComponent(session.session)}` })),
        element("span", { class: "card-party quiet" }),
        element("span", { class: "card-age quiet" }),
        element("span", { class: "chip" }),
      ),
      element("ul", { class: "lines" }),
      element("ul", { class: "provisional", "aria-label": "Not in the cart yet" }),
      element("p", { class: "card-empty quiet" }, "empty so far"),
      element("ul", { class: "doubts" }),
      element("p", { class: "card-total" }, element("span", { class: "quiet" }), element("strong")),
    );
    const point = (on) => () => this.onPoint(session.session, on);
    card.addEventListener("pointerenter", point(true));
    card.addEventListener("pointerleave", point(false));
    card.addEventListener("focusin", point(true));
    card.addEventListener("focusout", point(false));
    return card;
  }

  #updateCard(card, session) {
    const [head, lines, provisional, empty, doubts, total] = card.children;
    const [, shopper, party, , chip] = head.children;
    setText(shopper.firstChild, session.shopper);
    shopper.firstChild.title = `${session.shopper}: open this cart as the shopper sees it`;
    setText(party, session.party > 1 ? `party of ${session.party}` : "");
    setText(chip, session.state);
    chip.dataset.state = session.state;
    showLines(lines, session, this.currency, true);
    showProvisional(provisional, session);
    empty.hidden = session.lines.length > 0 || Boolean(session.provisional);
    showDoubts(doubts, session.doubts);
    card.classList.toggle("doubtful", session.doubts.length > 0);
    setText(total.firstChild, count(units(session.lines), "item"));
    setText(total.lastChild, money(session.totalMinor, this.currency));
  }

  #collectNews(before, session) {
    const told = changes(before?.lines ?? [], session.lines);
    if (!before && session.state !== "settled") told.unshift("came in");
    if (session.state === "settled") told.push("visit settled");
    for (const doubt of session.doubts) {
      if (!before?.doubts.includes(doubt)) told.push(`doubt: ${doubt}`);
    }
    if (told.length) this.#news.push(`${session.shopper}: ${told.join(", ")}, total ${money(session.totalMinor, this.currency)}.`);
  }

  // A busy store changes faster than speech: only the latest sentences are read out.
  #tellNews(region) {
    if (!this.#news.length) return;
    region.textContent = this.#news.slice(-newsSentencesMax).join(" ");
    this.#news.length = 0;
  }
}

/** Shows each doubt as a badge with its sentence. */
export function showDoubts(list, doubts) {
  list.hidden = doubts.length === 0;
  syncList(
    list,
    doubts,
    (doubt) => doubt,
    (doubt) => element("li", { class: "doubt" }, element("b", {}, "Doubt"), ` ${doubt}`),
    () => {},
  );
}
