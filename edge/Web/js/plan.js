// The floor from above, as SVG in millimetres: gondolas with their shelves, gates, people.
import { setText, shape, syncList } from "./dom.js";
import { grams } from "./format.js";
import { foldOut, footprint } from "./fold.js";

const marginMm = 250;
const flashesMax = 40; // a knocked gondola must not fill the page
const wristPx = 2.5;

/** Draws one store's layout into `holder` and keeps people and weight changes on it. */
export class Plan {
  #places = new Map(); // "gondola/shelf" to {box, plates: Map of plate to box}, as drawn
  #people = new Map();
  #mmPerPx = 1;

  /** `onGondola(id)` is called when someone picks a gondola by pointer or keyboard. */
  constructor({ holder, layout, marks, onGondola }) {
    this.marks = marks;
    const [x0, y0, , x1, y1] = layout.boundsMm;
    this.top = y1; // the plan's y grows to the north, the screen's to the south
    this.width = x1 - x0 + 2 * marginMm;
    this.height = y1 - y0 + 2 * marginMm;
    this.svg = shape("svg", {
      class: "plan-svg",
      viewBox: `${x0 - marginMm} ${-marginMm} ${this.width} ${this.height}`,
      role: "group",
      "aria-label": "Floor plan",
    });
    this.svg.append(shape("rect", { class: "plan-room", x: x0, y: 0, width: x1 - x0, height: y1 - y0, rx: 80 }));
    for (const gate of layout.gates) this.#drawGate(gate);
    for (const [gondola, shelves] of groupBy(layout.shelves, (shelf) => shelf.gondola)) this.#drawGondola(gondola, shelves, onGondola);
    this.faults = shape("g", { "aria-hidden": "true" });
    this.flashes = shape("g", { "aria-hidden": "true" });
    this.crowd = shape("g", { "aria-hidden": "true" });
    this.notes = shape("g", { "aria-hidden": "true" });
    this.svg.append(this.faults, this.flashes, this.crowd, this.notes);
    holder.replaceChildren(this.svg);
    new ResizeObserver(() => this.#measure()).observe(this.svg);
    this.#measure();
  }

  /** Moves the dots to where people are now; those who left disappear. */
  showPeople(people) {
    const seen = new Set();
    for (const person of people) {
      seen.add(person.track);
      let dot = this.#people.get(person.track);
      if (!dot) {
        dot = this.#createPerson();
        this.#people.set(person.track, dot);
      }
      this.#movePerson(dot, person);
    }
    for (const [track, dot] of this.#people) {
      if (seen.has(track)) continue;
      dot.remove();
      this.#people.delete(track);
    }
  }

  /** Marks the shelves and plates that are at fault; those that are not any more lose their mark. */
  showFaults(faults) {
    const marks = new Map(); // one for each place, however much is wrong there
    for (const { gondola, shelf, plate, fault } of faults) {
      const place = this.#places.get(`${gondola}/${shelf}`);
      if (!place) continue;
      const key = `${gondola}/${shelf}/${plate ?? ""}`;
      marks.set(key, { key, box: place.plates.get(plate) ?? place.box, fault });
    }
    syncList(
      this.faults,
      [...marks.values()],
      (mark) => mark.key,
      (mark) => rectangle(mark.box, this.top, { class: "fault-mark" }, shape("title", {}, mark.fault)),
      (node, mark) => setText(node.firstChild, mark.fault),
    );
  }

  /** Makes the dots of one visit stand out, or no more. */
  point(session, on) {
    for (const dot of this.#people.values()) dot.classList.toggle("pointed", on && dot.dataset.session === session);
  }

  /** Flashes the shelf and the plates of a weight change, with its grams beside. */
  flash(change) {
    const place = this.#places.get(`${change.gondola}/${change.shelf}`);
    if (!place || document.hidden) return;
    this.#addFlash(place.box, change.kind);
    const plates = change.plates.map((part) => place.plates.get(part.plate)).filter(Boolean);
    for (const box of plates) this.#addFlash(box, `${change.kind} flash-plate`);
    const middle = plates.length ? plates.reduce(union) : place.box;
    const x = (middle.x0 + middle.x1) / 2;
    const y = (middle.y0 + middle.y1) / 2;
    const note = this.#inPixels(x, y, shape("text", { class: `note note-${change.kind}`, "text-anchor": "middle", y: -8 }, grams(change.deltaGrams)));
    this.#addBriefly(this.notes, note);
  }

  #addFlash(box, kind) {
    this.#addBriefly(this.flashes, rectangle(box, this.top, { class: `flash flash-${kind}` }));
  }

  #addBriefly(parent, node) {
    parent.append(node);
    while (parent.childElementCount > flashesMax) parent.firstElementChild.remove();
    node.addEventListener("animationend", () => node.remove());
  }

  #createPerson() {
    const wrists = [shape("circle", { class: "wrist" }), shape("circle", { class: "wrist" })];
    const body = shape("g", { class: "px" }, shape("circle", { class: "body", r: 10 }), shape("text", { class: "body-letter", "text-anchor": "middle", dy: "0.35em" }));
    const dot = shape("g", { class: "person" }, ...wrists, body);
    this.crowd.append(dot);
    return dot;
  }

  #movePerson(dot, person) {
    const mark = person.session === null ? null : this.marks.of(person.session);
    const kind = `person ${mark ? mark.hue : "stranger"}`;
    const pointed = dot.classList.contains("pointed") ? " pointed" : "";
    if (dot.getAttribute("class") !== kind + pointed) dot.setAttribute("class", kind + pointed);
    dot.dataset.session = person.session ?? "";
    dot.lastChild.lastChild.textContent = mark?.letter ?? "";
    dot.style.transform = `translate(${person.xMm}px, ${this.top - person.yMm}px)`;
    for (const [i, node] of [dot.children[0], dot.children[1]].entries()) {
      const wrist = person.wrists[i];
      node.setAttribute("r", wrist ? wristPx * this.#mmPerPx : 0);
      if (!wrist) continue;
      node.setAttribute("cx", wrist[0] - person.xMm);
      node.setAttribute("cy", person.yMm - wrist[1]);
    }
  }

  #drawGate(gate) {
    for (const [zone, word] of [["entryZoneMm", "entry"], ["exitZoneMm", "exit"]]) {
      const box = footprint(gate[zone]);
      this.svg.append(rectangle(box, this.top, { class: `zone zone-${word}`, rx: 60 }));
      // The exit's word stands at the foot of its zone: the two zones may be one.
      const y = word === "entry" ? box.y1 : box.y0;
      this.svg.append(this.#inPixels(box.x0, y, shape("text", { class: "zone-word", x: 6, y: word === "entry" ? 15 : -7 }, word)));
    }
    const [x, y] = gate.scannerMm;
    const scanner = shape("rect", { class: "scanner", x: -5, y: -5, width: 10, height: 10, transform: "rotate(45)" }, shape("title", {}, `scanner of ${gate.device}`));
    this.svg.append(this.#inPixels(x, y, scanner));
  }

  #drawGondola(gondola, shelves, onGondola) {
    const name = gondolaName(gondola);
    const group = shape("g", { class: "gondola", tabindex: 0, role: "button", "aria-label": `${name}, ${shelves.length} shelves: show what stands there` });
    for (const strip of foldOut(shelves)) {
      group.append(rectangle(strip.box, this.top, { class: "shelf" }, shape("title", {}, `${name}, shelf ${strip.shelf.shelf}`)));
      const plates = new Map();
      for (const { plate, box } of strip.plates) {
        plates.set(plate, box);
        group.append(rectangle(box, this.top, { class: "plate" }));
      }
      this.#places.set(`${gondola}/${strip.shelf.shelf}`, { box: strip.box, plates });
    }
    const whole = shelves.map((shelf) => footprint(shelf.boxMm)).reduce(union);
    group.append(rectangle(whole, this.top, { class: "gondola-edge", rx: 30 }));
    group.append(this.#inPixels((whole.x0 + whole.x1) / 2, whole.y1, shape("text", { class: "gondola-name", "text-anchor": "middle", y: -5 }, name)));
    group.addEventListener("click", () => onGondola(gondola));
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onGondola(gondola);
    });
    this.svg.append(group);
  }

  // A group whose content is measured in screen pixels, at a place in millimetres.
  #inPixels(xMm, yMm, content) {
    return shape("g", { transform: `translate(${xMm} ${this.top - yMm})` }, shape("g", { class: "px" }, content));
  }

  #measure() {
    const { width, height } = this.svg.getBoundingClientRect();
    if (!width || !height) return;
    this.#mmPerPx = Math.max(this.width / width, this.height / height);
    this.svg.style.setProperty("--mm-per-px", String(this.#mmPerPx));
  }
}

/** What a gondola is called on the page: a bare number gets its noun. */
export function gondolaName(gondola) {
  return /^\d+$/.test(String(gondola)) ? `Gondola ${gondola}` : String(gondola);
}

function rectangle(box, top, properties, ...children) {
  return shape("rect", { x: box.x0, y: top - box.y1, width: box.x1 - box.x0, height: box.y1 - box.y0, ...properties }, ...children);
}

function union(a, b) {
  return { x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) };
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
