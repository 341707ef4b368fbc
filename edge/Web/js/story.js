// How a visit came to its cart, step by step: for the operator with the evidence, for the shopper in plain words.
import { element } from "./dom.js";
import { load } from "./feed.js";
import { clock, grams, percent } from "./format.js";
import { gondolaName } from "./plan.js";

const sessionShown = 6; // so many letters of a session tell it from any other of a day

/** Loads the story of `session` and shows it in `holder`: every step, what was taken back struck through, what went to others. */
export async function showStory(holder, session) {
  holder.replaceChildren(element("p", { class: "quiet" }, "loading"));
  const { value: story } = await load(`/api/sessions/${encodeURIComponent(session)}/story`, (reason) =>
    holder.replaceChildren(element("p", { class: "quiet" }, `${reason}, trying again`)),
  );
  if (!story) {
    holder.replaceChildren(element("p", { class: "quiet" }, "Nothing is known of this visit any more."));
    return;
  }
  // A step that takes another back is told by striking that one through.
  const told = story.steps.filter((step) => step.revision !== "withdrawn");
  holder.replaceChildren(
    ...(told.length ? [element("ol", { class: "story-steps" }, ...told.map((step) => operatorStep(step, story.openedUs, whatOf(step))))] : [element("p", { class: "quiet" }, "Nothing was taken.")]),
    ...(story.nearMisses.length
      ? [element("h4", {}, "Near, but not theirs"), element("ol", { class: "story-steps" }, ...story.nearMisses.map((step) => operatorStep(step, story.openedUs, `${step.other ? short(step.other) : "nobody:"} ${whatOf(step)}`)))]
      : []),
  );
}

/** Loads the steps of the shopper's own visit and shows them in the list. */
export async function showOwnSteps(list, session, openedUs, onTrouble) {
  const { value } = await load(`/api/sessions/${encodeURIComponent(session)}/steps`, onTrouble);
  const steps = value?.steps ?? [];
  list.replaceChildren(
    ...steps.map((step) =>
      element(
        "li",
        { class: "story-step" },
        element("span", { class: "story-time quiet" }, clock(step.timeUs - openedUs)),
        element("span", {}, what(step, step.handToHand, "another shopper")),
      ),
    ),
  );
  if (!steps.length) list.replaceChildren(element("li", { class: "quiet" }, "You took nothing."));
}

const short = (session) => session.slice(0, sessionShown);
const isHandover = (step) => step.event < 0;
const whatOf = (step) => what(step, isHandover(step), step.other && short(step.other));

function operatorStep(step, openedUs, text) {
  return element(
    "li",
    { class: "story-step" },
    element("span", { class: "story-time quiet" }, clock(step.timeUs - openedUs)),
    element(
      "div",
      {},
      step.stands ? element("span", {}, text) : element("s", {}, text),
      element("small", { class: "quiet story-evidence" }, evidence(step)),
    ),
  );
}

function evidence(step) {
  if (!step.stands) return "taken back on second thought";
  if (isHandover(step)) return "hands met";
  const sure = step.revision === "added" ? "on second thought" : `${percent(step.confidence)} sure`;
    const weight = step.plates.reduce((sum, plate) => sum + plate.deltaMg, 0) / 1000;
  const hand = step.hands.length ? `, nearest hand ${Math.round(Math.min(...step.hands.map((one) => one.distanceMm)) / 10)}\u00a0cm` : ", no hand near";
  return `${gondolaName(step.gondola)}, shelf ${step.shelf}, ${grams(weight)}${hand}, ${sure}`;
}

function what(step, handToHand, other) {
  if (!step.name) return "something unknown moved";
  const units = `${Math.abs(step.quantity)}\u00a0× ${step.name}`;
  if (handToHand) return step.quantity > 0 ? `got ${units} from ${other}` : `gave ${units} to ${other}`;
  return step.quantity > 0 ? `took ${units}` : `put back ${units}`;
}
