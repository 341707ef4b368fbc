// The shopper's live cart, on a phone: from the first item to the receipt.
import { byId, element, setText, syncList } from "./dom.js";
import { load, openFeed } from "./feed.js";
import { count, money, units } from "./format.js";
import { showLines, showProvisional } from "./lines.js";
import { showOwnSteps } from "./story.js";

const sessionLengthMax = 200;
const recoverAfterMs = 1000;
const receiptFirstMs = 2000;
const receiptLastMs = 15000;

const steps = [
  { name: "In the store", states: ["admitted", "inside"] },
  { name: "Leaving", states: ["leaving"] },
  { name: "Receipt", states: ["settled"] },
];
const stateTexts = {
  admitted: "The gate is open. Come in.",
  inside: "Take what you like. Your cart follows by itself.",
  leaving: "Thank you. We are closing your cart.",
};

let currency = "";
let seen = false;
let feed = null;
let recovering = false;

start();

async function start() {
  const session = new URLSearchParams(location.search).get("session") ?? "";
  if (!session || session.length > sessionLengthMax) {
    showMessage("No visit to show", "This page needs the link that you get at the gate.");
    return;
  }
  window.addEventListener("offline", () => showFeed("offline"));
  window.addEventListener("online", () => feed && recover(session));
  const layout = await load("/api/layout", () => showFeed("offline"));
  currency = layout.value?.currency ?? "";
  await follow(session);
}

// Asks for the visit first: an event stream cannot tell "unknown" from "unreachable".
async function follow(session) {
  const path = encodeURIComponent(session);
  const answer = await load(`/api/sessions/${path}`, () => showFeed("offline"));
  if (!answer.found) {
    showUnknown();
    return;
  }
  showFeed("live");
  show(answer.value);
  if (answer.value.state === "settled") {
    await awaitReceipt(path, answer.value);
    return;
  }
  feed = openFeed(
    `/live/cart/${path}`,
    {
      cart: (visit) => {
        show(visit);
        if (visit.state !== "settled") return;
        feed?.close();
        feed = null;
        awaitReceipt(path, visit);
      },
    },
    (state) => {
      if (state === "reconnecting") recover(session);
      else showFeed(state);
    },
  );
}

// The line broke: perhaps only for a moment, perhaps the visit is over. Ask again.
async function recover(session) {
  if (recovering) return;
  recovering = true;
  feed.close();
  feed = null;
  showFeed(navigator.onLine ? "reconnecting" : "offline");
  await new Promise((resolve) => setTimeout(resolve, recoverAfterMs));
  await follow(session);
  recovering = false;
}

async function awaitReceipt(path, settled) {
  let visit = settled;
  for (let waitMs = receiptFirstMs; visit.outcome === "charged" && !["booked", "refused"].includes(visit.chargeState); waitMs = Math.min(waitMs * 1.5, receiptLastMs)) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const answer = await load(`/api/sessions/${path}`, () => showFeed("offline"));
    if (!answer.found) break;
    visit = answer.value;
    show(visit);
  }
  showFeed("done");
}

function show(visit) {
  seen = true;
  byId("message").hidden = true;
  byId("visit").hidden = false;
  byId("total").hidden = false;
  document.body.dataset.state = visit.state;
  showSteps(visit);
  setText(byId("state-text"), visit.state === "settled" ? receiptText(visit) : stateTexts[visit.state]);
  byId("state-text").dataset.tone = tone(visit);
  byId("empty").hidden = visit.lines.length > 0 || Boolean(visit.provisional) || visit.state === "settled";
  showLines(byId("lines"), visit, currency, false);
  showProvisional(byId("provisional"), visit);
  showDoubts(visit);
  showHow(visit);
  setText(byId("total-label"), visit.state === "settled" ? "Total" : "Total so far");
  setText(byId("total-items"), count(units(visit.lines), "item"));
  setText(byId("total-amount"), money(visit.totalMinor, currency));
}

function showSteps(visit) {
  const now = steps.findIndex((step) => step.states.includes(visit.state));
  syncList(
    byId("steps"),
    steps.map((step, i) => ({ ...step, reached: i <= now, current: i === now })),
    (step) => step.name,
    (step) => element("li", { class: "step" }, step.name),
    (node, step) => {
      node.classList.toggle("reached", step.reached);
      if (step.current) node.setAttribute("aria-current", "step");
      else node.removeAttribute("aria-current");
    },
  );
}

function showDoubts(visit) {
  const list = byId("doubts");
  list.hidden = visit.doubts.length === 0;
  syncList(
    list,
    visit.doubts,
    (doubt) => doubt,
    (doubt) => element("li", { class: "doubt" }, element("b", {}, "Being checked"), ` ${doubt}`),
    () => {},
  );
}

// After the visit, on request: every step that counts.
function showHow(visit) {
  const how = byId("how");
  if (visit.state !== "settled" || !how.hidden) return;
  how.hidden = false;
  how.addEventListener("toggle", () => how.open && showOwnSteps(byId("how-steps"), visit.session, visit.openedUs, () => showFeed("offline")));
}

function receiptText(visit) {
  if (visit.outcome === "empty") return "You took nothing, so you pay nothing. See you soon.";
  if (visit.outcome === "review") return "We are not sure about this cart, so a person checks it before anything is charged.";
  if (visit.chargeState === "booked") return "Paid. This is your receipt.";
  if (visit.chargeState === "refused") return "The payment was refused. Please see your account.";
  return "Your visit is over. The payment is on its way.";
}

function tone(visit) {
  if (visit.state !== "settled") return "calm";
  if (visit.outcome === "review") return "doubt";
  if (visit.chargeState === "refused") return "bad";
  return visit.outcome === "empty" || visit.chargeState === "booked" ? "good" : "calm";
}

function showUnknown() {
  if (seen) {
    showFeed("done");
    setText(byId("state-text"), "This visit has ended.");
    return;
  }
  showMessage("We do not know this visit", "It may have ended some time ago, or the link is incomplete. Open the latest link from the gate.");
}

function showMessage(title, text) {
  showFeed("done");
  byId("message").hidden = false;
  setText(byId("message-title"), title);
  setText(byId("message-text"), text);
}

const feedWords = { connecting: "connecting", live: "live", reconnecting: "reconnecting", offline: "offline", done: "" };
const troubles = {
  reconnecting: "Reaching for the store. Your cart goes on without this page.",
  offline: "Your phone cannot reach the store. Go on shopping: your cart goes on without this page.",
};

function showFeed(state) {
  const chip = byId("feed");
  chip.dataset.state = state;
  chip.hidden = state === "done";
  setText(chip, feedWords[state]);
  const notice = byId("notice");
  notice.hidden = !troubles[state];
  setText(notice, troubles[state] ?? "");
}
