// Devices at fault: which, since when, and what to do. First on the page, and not there at all while everything is well.
import { element, setText, syncList } from "./dom.js";
import { count, span } from "./format.js";
import { gondolaName } from "./plan.js";

const toldMs = 4000;

/** The panel of one page. */
export class Faults {
  #known = new Map(); // key to whether it was healed, as last shown

  constructor({ panel, list, counter, news }) {
    Object.assign(this, { panel, list, counter, news });
  }

  /** Shows `faults`, of which there are `open` in all that are not healed; `timeUs` is the store's time. */
  show(faults, open, timeUs) {
    this.panel.hidden = faults.length === 0;
    this.panel.classList.toggle("healed", open === 0);
    const shown = faults.filter((fault) => fault.healedUs === null).length;
    setText(this.counter, open === 0 ? "all well again" : `${count(open, "device or plate", "devices and plates")}${open > shown ? `, the latest ${shown} shown` : ""}`);
    this.#tell(faults);
    syncList(this.list, faults, keyOf, create, (node, fault) => update(node, fault, timeUs));
  }

  // Read out what comes and what goes, not what stays.
  #tell(faults) {
    const news = faults.filter((fault) => this.#known.get(keyOf(fault)) !== (fault.healedUs !== null));
    this.#known = new Map(faults.map((fault) => [keyOf(fault), fault.healedUs !== null]));
    if (news.length) setText(this.news, news.map((fault) => `${placeOf(fault)}: ${fault.healedUs === null ? fault.fault : "well again"}`).join(". "));
  }
}

function keyOf(fault) {
  return [fault.device, fault.plate ?? "", fault.fault, fault.sinceUs, fault.fault === "unbalanced" ? fault.detail : ""].join("/");
}

/** Where a fault is, as people call the place. */
function placeOf({ device, gondola, shelf, plate }) {
  const place = gondola === null ? device : `${gondolaName(gondola)}, shelf ${shelf}`;
  return plate === null ? place : `${place}, plate ${plate}`;
}

function create() {
  return element(
    "li",
    { class: "fault" },
    element("span", { class: "chip" }),
    element("b", { class: "fault-place" }),
    element("span", { class: "fault-since quiet" }),
    element("span", { class: "fault-what" }, element("span", { class: "fault-advice" }), " ", element("span", { class: "fault-detail" })),
    movedButton(),
  );
}

function update(node, fault, timeUs) {
  const [chip, place, since, what, moved] = node.children;
  const [advice, detail] = what.children;
  const healed = fault.healedUs !== null;
  setText(chip, healed ? "well again" : fault.fault);
  chip.dataset.state = healed ? "ok" : "fault";
  setText(place, placeOf(fault));
  setText(since, healed ? `was ${fault.fault} for ${span(fault.healedUs - fault.sinceUs)}` : `for ${span(timeUs - fault.sinceUs)}, since ${timeOfDay(fault.sinceUs)}`);
  setText(advice, fault.advice);
  setText(detail, `(${fault.detail})`);
  what.hidden = healed;
  moved.hidden = healed || fault.fault !== "shifted";
  moved.dataset.camera = fault.device;
  node.classList.toggle("healed", healed);
}

function timeOfDay(us) {
  return new Date(us / 1000).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}

// A camera that was moved on purpose says that it is shifted until somebody says so.
function movedButton() {
  const button = element("button", { type: "button", class: "fault-moved", hidden: true, title: "Its new view is learnt. Look at its masks first, and calibrate it anew." }, "was moved on purpose");
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const answer = await fetch(`/api/cameras/${encodeURIComponent(button.dataset.camera)}/learn-again`, { method: "POST", headers: { "X-O4O-Operator": "floor" } });
      setText(button, answer.ok ? "it is told" : `not told: the store answered ${answer.status}`);
    } catch (error) {
      setText(button, `not told: ${error.message}`);
    }
    setTimeout(() => {
      setText(button, "was moved on purpose");
      button.disabled = false;
    }, toldMs);
  });
  return button;
}
