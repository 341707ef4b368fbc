// The pictures of a review case: kept encrypted, opened one by one, played here, and erased when their case is done with.
import { element, setText } from "./dom.js";
import { load } from "./feed.js";
import { clock, count } from "./format.js";

const operator = { "X-O4O-Operator": "floor" }; // no page from elsewhere can send it
const lookAgainMs = 3000;
const stripLength = 8;
const stripWidth = 96;
const sureMs = 6000;
const pictureHeadBytes = 12; // captured (i64), length (i32)

/** Shows the clips of a settled visit that a person has to look at, in `holder`; looks again while some are still coming. */
export async function showClips(holder, visit) {
  const { value } = await load(`/api/sessions/${encodeURIComponent(visit.session)}/clips`, () => {});
  if (!value || value.state === "off" || holder.hidden) return;
  const known = new Map([...holder.querySelectorAll(".clip")].map((node) => [node.dataset.key, node]));
  const { state, clips } = value;
  holder.replaceChildren(
    element("h4", {}, "Pictures"),
    element("p", { class: "quiet", role: "status" }, words(state, clips)),
    ...clips.map((clip) => known.get(clip.clip) ?? clipRow(clip, visit)),
    ...(clips.length ? [doneButton(holder, visit)] : []),
  );
  if (state === "coming") setTimeout(() => holder.isConnected && !holder.hidden && showClips(holder, visit), lookAgainMs);
}

function words(state, clips) {
  if (!clips.length) return state === "coming" ? "The cameras are being asked." : "None are kept of this visit.";
  const gone = new Date(Math.min(...clips.map((clip) => clip.expiresUs)) / 1000);
  const when = gone.toLocaleString(undefined, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  return `${count(clips.length, "clip")}, encrypted, erased ${when} or when you are done. Whoever opens one is written down.`;
}

// What a clip is about: a shelf, or, where none took part, the person as this camera saw them best.
function subject(clip) {
  return clip.shelf === clip.camera ? "the person" : clip.shelf;
}

function clipRow(clip, visit) {
  const show = element("button", { type: "button", class: "clip-show" }, "Show");
  const told = element("span", { class: "quiet" }, opened(clip.openedUs.length));
  const refused = element("p", { class: "clip-refused", role: "alert" });
  const row = element(
    "div",
    { class: "clip", "data-key": clip.clip },
    element("div", { class: "clip-head" }, element("span", {}, `${clip.camera}, ${subject(clip)}, at ${clock(clip.fromUs - visit.openedUs)}, ${count(clip.pictures, "picture")}`), told, show),
    refused,
  );
  let times = clip.openedUs.length;
  show.addEventListener("click", async () => {
    show.disabled = true;
    const answer = await open(clip, visit);
    show.disabled = false;
    setText(refused, answer.reason ?? "");
    if (answer.reason) return;
    setText(told, opened(++times));
    const title = `${clip.camera}, ${subject(clip)}, ${visit.shopper}`;
    const player = element("div", { class: "clip-player" });
    const close = element("button", { type: "button" }, "Close");
    const dialog = element("dialog", { class: "clip-dialog", "aria-label": title }, element("div", { class: "clip-head" }, element("h2", {}, title), close), player);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove()); // pictures stay in the page only while they are looked at
    row.append(dialog);
    dialog.showModal();
    new Player(player, answer.pictures, clip, visit).start();
  });
  return row;
}

const opened = (times) => (times ? `opened ${times === 1 ? "once" : `${times} times`}` : "not opened yet");

async function open(clip, visit) {
  try {
    const answer = await fetch(`/api/sessions/${encodeURIComponent(visit.session)}/clips/${encodeURIComponent(clip.clip)}`, { headers: operator, cache: "no-store" });
    if (!answer.ok) return { reason: (await answer.json()).detail ?? `The store answered ${answer.status}.` };
    return { pictures: split(await answer.arrayBuffer()) };
  } catch (error) {
    return { reason: `The store cannot be reached (${error.message}).` };
  }
}

function split(bytes) {
  const view = new DataView(bytes);
  const pictures = [];
  for (let at = 0; at < bytes.byteLength; ) {
    const length = view.getInt32(at + 8, true);
    pictures.push({ us: Number(view.getBigInt64(at, true)), blob: new Blob([new Uint8Array(bytes, at + pictureHeadBytes, length)], { type: "image/jpeg" }) });
    at += pictureHeadBytes + length;
  }
  return pictures;
}

/** Two clicks, so that one by mistake erases nothing. */
function doneButton(holder, visit) {
  const button = element("button", { type: "button", class: "clips-done" }, "Done: erase the pictures");
  let sureUntil = 0;
  button.addEventListener("click", async () => {
    if (performance.now() > sureUntil) {
      sureUntil = performance.now() + sureMs;
      setText(button, "Erase them for good? Click again");
      setTimeout(() => setText(button, "Done: erase the pictures"), sureMs);
      return;
    }
    button.disabled = true;
    try {
      const answer = await fetch(`/api/sessions/${encodeURIComponent(visit.session)}/clips/erase`, { method: "POST", headers: operator });
      if (!answer.ok) throw new Error(`the store answered ${answer.status}`);
      holder.replaceChildren(element("h4", {}, "Pictures"), element("p", { class: "quiet", role: "status" }, "Erased."));
    } catch (error) {
      button.disabled = false;
      setText(button, `Not erased (${error.message}). Try again`);
      sureUntil = 0;
    }
  });
  return button;
}

/** One clip: a picture, a slider over its moments, and a strip of some of them. Everything can be reached with the keyboard. */
class Player {
  #at = 0;
  #drawing = 0;
  #timer = 0;

  constructor(holder, pictures, clip, visit) {
    Object.assign(this, { holder, pictures, clip, visit });
    this.canvas = element("canvas", { class: "clip-picture", role: "img" });
    this.slider = element("input", { type: "range", min: 0, max: pictures.length - 1, step: 1, value: 0, "aria-label": `Moment of the clip of ${clip.camera}` });
    this.time = element("output", { class: "clip-time" });
    this.play = element("button", { type: "button", class: "clip-play" }, "Play");
    const before = element("button", { type: "button", "aria-label": "Picture before" }, "\u2039");
    const next = element("button", { type: "button", "aria-label": "Next picture" }, "\u203a");
    this.strip = element("div", { class: "clip-strip", role: "group", "aria-label": "Some of its moments" });
    this.slider.addEventListener("input", () => this.#to(Number(this.slider.value)));
    this.play.addEventListener("click", () => (this.#timer ? this.#stop() : this.#run()));
    before.addEventListener("click", () => this.#to(this.#at - 1));
    next.addEventListener("click", () => this.#to(this.#at + 1));
    holder.replaceChildren(this.canvas, element("div", { class: "clip-controls" }, this.play, before, this.slider, next, this.time), this.strip);
  }

  async start() {
    this.#go(0);
    this.play.focus();
    const shown = Math.min(stripLength, this.pictures.length);
    for (let i = 0; i < shown; i++) {
      const at = Math.round((i * (this.pictures.length - 1)) / Math.max(1, shown - 1));
      const small = element("canvas");
      const button = element("button", { type: "button", "aria-label": `To ${this.#words(at)}` }, small);
      button.addEventListener("click", () => this.#to(at));
      this.strip.append(button);
      await draw(small, this.pictures[at].blob, stripWidth);
    }
    this.#mark();
  }

  #to(at) {
    this.#stop();
    this.#go(at);
  }

  async #go(at) {
    this.#at = Math.max(0, Math.min(this.pictures.length - 1, at));
    this.slider.value = this.#at;
    this.slider.setAttribute("aria-valuetext", this.#words(this.#at));
    setText(this.time, this.#words(this.#at));
    this.canvas.setAttribute("aria-label", `${this.clip.camera} at ${this.#words(this.#at)}`);
    this.#mark();
    const turn = ++this.#drawing;
    await draw(this.canvas, this.pictures[this.#at].blob, 0, () => turn === this.#drawing);
  }

  #run() {
    if (this.#at === this.pictures.length - 1) this.#go(0);
    setText(this.play, "Pause");
    const step = () => {
      if (!this.holder.isConnected || this.#at >= this.pictures.length - 1) {
        this.#stop();
        return;
      }
      const waitMs = (this.pictures[this.#at + 1].us - this.pictures[this.#at].us) / 1000;
      this.#timer = setTimeout(() => {
        this.#go(this.#at + 1);
        step();
      }, Math.max(10, Math.min(2000, waitMs)));
    };
    step();
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    setText(this.play, "Play");
  }

  #mark() {
    [...this.strip.children].forEach((button, i, all) => {
      const at = Math.round((i * (this.pictures.length - 1)) / Math.max(1, all.length - 1));
      const next = i + 1 < all.length ? Math.round(((i + 1) * (this.pictures.length - 1)) / (all.length - 1)) : Infinity;
      button.classList.toggle("now", this.#at >= at && this.#at < next);
    });
  }

  #words(at) {
    const us = this.pictures[at].us;
    const time = new Date(us / 1000);
    return `${time.toLocaleTimeString([], { hour12: false })}.${Math.floor(time.getMilliseconds() / 100)}, ${clock(us - this.visit.openedUs)} of the visit`;
  }
}

/** Draws a picture where it is still wanted when it is decoded; `width` 0 keeps its own size. */
async function draw(canvas, blob, width, wanted = () => true) {
  const picture = await createImageBitmap(blob);
  if (wanted()) {
    canvas.width = width || picture.width;
    canvas.height = Math.round((picture.height * canvas.width) / picture.width);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  }
  picture.close();
}
