// Looks at the operator's floor and the shopper's cart of a running edge host in a real
// browser: right carts, right text, no error, nothing from elsewhere. Exit 0 when all is well.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { withBrowser } from "./browser.mjs";
import { lowContrast } from "./contrast.mjs";
import { readOptions } from "./options.mjs";

const waitMs = 30_000;
const screens = [
  { name: "desk-light", width: 1440, height: 900, scheme: "light" },
  { name: "desk-dark", width: 1440, height: 900, scheme: "dark" },
  { name: "phone-light", width: 390, height: 844, scheme: "light" },
  { name: "phone-dark", width: 390, height: 844, scheme: "dark" },
];
const unknownSession = "no-such-visit";

const options = readOptions(process.argv.slice(2));
const failures = [];
let passed = 0;

await mkdir(options.out, { recursive: true });
await withBrowser(options.chromium, options.base, async (open) => {
  for (const screen of screens) await checkFloor(open, screen);
  for (const screen of screens.slice(2)) await checkCart(open, screen);
  if (options.settled) for (const screen of screens) await checkStory(open, screen);
  if (options.settled) for (const screen of screens.slice(0, 3)) await checkClips(open, screen);
  await checkUnknown(open, screens[2]);
  await checkFormats(open, screens[0]);
  for (const screen of screens.slice(1, 3)) await checkProvisional(open, screen);
  for (const screen of screens) await checkFaults(open, screen);
});
for (const failure of failures) console.error(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);

async function checkFloor(open, screen) {
  const { page, wrongs } = await open(screen);
  await page.goto(`${options.base}/`);
  const live = await happens(page, () => document.getElementById("feed").dataset.state === "live");
  check(`floor ${screen.name}: says live`, live);
  const enough = await happens(page, (n) => document.querySelectorAll("#carts article:not([data-leaving])").length >= n, options.carts);
  check(`floor ${screen.name}: shows ${options.carts} carts`, enough);
  const same = await happens(page, sameCartsAsServer);
  check(`floor ${screen.name}: every open cart with its shopper, lines and names`, same);
  const people = await happens(page, () => document.querySelectorAll(".person").length > 0);
  check(`floor ${screen.name}: people on the plan`, people);
  await checkLooks(page, `floor ${screen.name}`);
  await page.screenshot({ path: join(options.out, `floor-${screen.name}.png`), fullPage: screen.width < 1000 });
  check(`floor ${screen.name}: nothing wrong on the console`, wrongs.length === 0, wrongs.join("; "));
  await page.close();
}

async function checkCart(open, screen) {
  const { page, wrongs } = await open(screen);
  await page.goto(`${options.base}/cart.html?session=${encodeURIComponent(options.session)}`);
  const same = await happens(page, sameLinesAsServer, options.session);
  check(`cart ${screen.name}: the lines of the server`, same);
  await checkLooks(page, `cart ${screen.name}`);
  await page.screenshot({ path: join(options.out, `cart-${screen.name}.png`) });
  check(`cart ${screen.name}: nothing wrong on the console`, wrongs.length === 0, wrongs.join("; "));
  await page.close();
}

async function checkStory(open, screen) {
  const floor = await open(screen);
  await floor.page.goto(`${options.base}/`);
  const row = `#trips li[data-key="${options.settled}"]`;
  check(`story ${screen.name}: the settled trip is listed`, await happens(floor.page, (selector) => document.querySelector(selector) !== null, row));
  await floor.page.click(`${row} .trip-shopper`);
  check(`story ${screen.name}: every step of the server, what was taken back struck through`, await happens(floor.page, sameStoryAsServer, options.settled));
  await checkLooks(floor.page, `story ${screen.name}`);
  await floor.page.locator(row).scrollIntoViewIfNeeded();
  await floor.page.screenshot({ path: join(options.out, `story-${screen.name}.png`), fullPage: screen.width < 1000 });
  check(`story ${screen.name}: nothing wrong on the console`, floor.wrongs.length === 0, floor.wrongs.join("; "));
  await floor.page.close();

  const cart = await open(screen);
  await cart.page.goto(`${options.base}/cart.html?session=${encodeURIComponent(options.settled)}`);
  await cart.page.click("#how summary");
  check(`own story ${screen.name}: every step that counts`, await happens(cart.page, sameStepsAsServer, options.settled));
  await checkLooks(cart.page, `own story ${screen.name}`);
  await cart.page.screenshot({ path: join(options.out, `own-story-${screen.name}.png`) });
  check(`own story ${screen.name}: nothing wrong on the console`, cart.wrongs.length === 0, cart.wrongs.join("; "));
  await cart.page.close();
}

// A visit for review whose pictures are kept: opened with the keyboard alone, played, and gone from the page when closed.
async function checkClips(open, screen) {
  const { page, wrongs } = await open(screen);
  await page.goto(`${options.base}/`);
  const clips = await page.evaluate(clipsOfServer, options.settled);
  if (clips === 0) return page.close();
  const row = `#trips li[data-key="${options.settled}"]`;
  await happens(page, (selector) => document.querySelector(selector) !== null, row);
  await page.click(`${row} .trip-shopper`);
  check(`clips ${screen.name}: as many as the server has`, await happens(page, ([selector, n]) => document.querySelectorAll(`${selector} .clip`).length === n, [row, clips]));
  await checkLooks(page, `clips ${screen.name}`);
  await page.focus(`${row} .clip-show`);
  await page.keyboard.press("Enter");
  check(`clips ${screen.name}: a picture is shown`, await happens(page, pictureShown));
  const first = await page.textContent(".clip-time");
  await page.focus(".clip-dialog input");
  await page.keyboard.press("ArrowRight");
  check(`clips ${screen.name}: the arrow keys go on in time`, (await page.textContent(".clip-time")) >= first && (await page.inputValue(".clip-dialog input")) === "1");
  await checkLooks(page, `clip ${screen.name}`);
  await page.screenshot({ path: join(options.out, `clip-${screen.name}.png`) });
  await page.keyboard.press("Escape");
  check(`clips ${screen.name}: closed, nothing of it is left in the page`, await happens(page, () => document.querySelector("dialog, canvas") === null));
  check(`clips ${screen.name}: nothing wrong on the console`, wrongs.length === 0, wrongs.join("; "));
  await page.close();
}

async function checkUnknown(open, screen) {
  const { page, wrongs } = await open(screen);
  await page.goto(`${options.base}/cart.html?session=${unknownSession}`);
  const told = await happens(page, () => !document.getElementById("message").hidden && document.getElementById("visit").hidden);
  check("cart of an unknown session: says so", told);
  await page.screenshot({ path: join(options.out, "cart-unknown.png") });
  // The browser itself reports the 404 on the console; nothing else may be there.
  const others = wrongs.filter((wrong) => !wrong.includes("404"));
  check("cart of an unknown session: nothing else wrong", others.length === 0, others.join("; "));
  await page.close();
}

async function checkFormats(open, screen) {
  const { page } = await open(screen);
  await page.goto(`${options.base}/`);
  const told = await page.evaluate(async () => {
    const { money, grams, duration, percent } = await import("/js/format.js");
    const bare = (text) => text.replace(/[^\d.,]/g, "").replace(",", ".");
    return [bare(money(1234, "EUR")), bare(money(1234, "KRW")).replace(".", ""), bare(money(1234, "KWD")), grams(-104.6), grams(2.46), duration(3210), percent(0.999)];
  });
  const expected = ["12.34", "1234", "1.234", "\u2212105\u00a0g", "+2.5\u00a0g", "3.2\u00a0ms", "99\u00a0%"];
  check("figures: money by currency, grams, durations, percent", JSON.stringify(told) === JSON.stringify(expected), JSON.stringify(told));
  await page.close();
}

// What is not decided yet lives for a third of a second: too short to wait for one. The pages are given one, and it taken away.
async function checkProvisional(open, screen) {
  const visit = { state: "inside", shopper: "ana", lines: [], provisional: [{ gtin: "1", name: "<b>Tea</b>", quantity: 1 }, { gtin: "2", name: "Rice", quantity: -2 }] };
  const { page, wrongs } = await open(screen);
  await page.goto(`${options.base}/cart.html?session=${encodeURIComponent(options.session)}`);
  await happens(page, () => !document.getElementById("visit").hidden);
  const texts = (given) => page.evaluate(async (session) => {
    const { showProvisional } = await import("/js/lines.js");
    const list = document.getElementById("provisional");
    showProvisional(list, session);
    return [list.getAttribute("aria-live"), ...[...list.querySelectorAll("li")].map((line) => [...line.children].map((part) => part.textContent).join("|"))];
  }, given);
  const shown = await texts(visit);
  const expected = ["polite", "1\u00a0×|<b>Tea</b>|just taken …", "2\u00a0×|Rice|just put back …"];
  check(`provisional ${screen.name}: shown as text, read out politely`, JSON.stringify(shown) === JSON.stringify(expected), JSON.stringify(shown));
  await checkLooks(page, `provisional ${screen.name}`);
  await page.screenshot({ path: join(options.out, `provisional-${screen.name}.png`) });
  const gone = await texts({ ...visit, provisional: undefined });
  check(`provisional ${screen.name}: gone at once`, gone.length === 1, JSON.stringify(gone));
  check(`provisional ${screen.name}: nothing wrong on the console`, wrongs.length === 0, wrongs.join("; "));
  await page.close();
}

// A store that is well has none to show: a copy of the panel is given some, and they heal.
async function checkFaults(open, screen) {
  const { page, wrongs } = await open(screen);
  await page.goto(`${options.base}/`);
  await happens(page, () => document.getElementById("feed").dataset.state === "live");
  const asServer = await happens(page, sameFaultsAsServer);
  check(`faults ${screen.name}: those of the server, first on the page, or none`, asServer);
  const texts = (healed) => page.evaluate(async (isHealed) => {
    const { Faults } = await import("/js/faults.js");
    const own = document.getElementById("faults-panel");
    const panel = isHealed ? document.getElementById("given") : own.cloneNode(true);
    if (!isHealed) {
      panel.id = "given";
      panel.querySelector("ul").replaceChildren();
      own.before(panel);
      window.givenFaults = new Faults({ panel, list: panel.querySelector("ul"), counter: panel.querySelector(".panel-head p"), news: document.getElementById("faults-news") });
    }
    const fault = { kind: "camera", gondola: null, shelf: null, plate: null, healedUs: isHealed ? 100e6 : null, sinceUs: 40e6, detail: "<b>61 %</b>", advice: "Turn it back." };
    window.givenFaults.show([{ ...fault, device: "camera-1", fault: "shifted" }, { ...fault, device: "shelf-2-1", kind: "shelf", gondola: 2, shelf: 1, plate: 7, fault: "mute" }], isHealed ? 0 : 2, 220e6);
    const shown = (node) => !node.hidden && !node.closest("[hidden]");
    return [...panel.querySelectorAll("li")].map((row) => [...row.querySelectorAll(".chip, .fault-place, .fault-since, .fault-advice, .fault-detail, button")].filter(shown).map((part) => part.textContent.replace(/, since .*/, "")).join("|"));
  }, healed);
  const given = await texts(false);
  const wanted = ["shifted|camera-1|for 3\u00a0min|Turn it back.|(<b>61 %</b>)|was moved on purpose", "mute|Gondola 2, shelf 1, plate 7|for 3\u00a0min|Turn it back.|(<b>61 %</b>)"];
  check(`faults ${screen.name}: which, since when, what to do`, JSON.stringify(given) === JSON.stringify(wanted), JSON.stringify(given));
  await checkLooks(page, `faults ${screen.name}`);
  await page.screenshot({ path: join(options.out, `faults-${screen.name}.png`) });
  const healed = await texts(true);
  const well = ["well again|camera-1|was shifted for 1\u00a0min", "well again|Gondola 2, shelf 1, plate 7|was mute for 1\u00a0min"];
  check(`faults ${screen.name}: what is healed says so`, JSON.stringify(healed) === JSON.stringify(well), JSON.stringify(healed));
  await checkLooks(page, `faults healed ${screen.name}`);
  await page.evaluate(() => window.givenFaults.show([], 0, 300e6));
  check(`faults ${screen.name}: gone with the last of them`, await page.evaluate(() => document.getElementById("given").hidden));
  check(`faults ${screen.name}: nothing wrong on the console`, wrongs.length === 0, wrongs.join("; "));
  await page.close();
}

// Runs in the page.
async function sameFaultsAsServer() {
  const { faults } = await (await fetch("/api/state")).json();
  const panel = document.getElementById("faults-panel");
  const marks = [...document.querySelectorAll(".fault-mark")].length;
  const places = new Set(faults.filter((fault) => fault.healedUs === null && fault.gondola !== null).map((fault) => `${fault.device}/${fault.plate}`));
  return panel.hidden === (faults.length === 0) && panel.querySelectorAll("li").length === faults.length && marks === places.size;
}

async function checkLooks(page, name) {
  const calm = await happens(page, () => !document.getAnimations().some((one) => one.animationName === "appear"));
  check(`${name}: what appears has appeared`, calm);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${name}: nothing wider than the screen`, over <= 0, `${over} px too wide`);
  const low = await page.evaluate(lowContrast);
  check(`${name}: contrast AA`, low.length === 0, low.join("; "));
}

// Runs in the page. The store moves on while we compare: the caller repeats until both agree.
async function sameCartsAsServer() {
  const { sessions } = await (await fetch("/api/state")).json();
  const text = (node, selector) => [...node.querySelectorAll(selector)].map((found) => found.textContent);
  const shown = [...document.querySelectorAll("#carts article:not([data-leaving])")].map((card) => ({
    session: card.dataset.key,
    shopper: text(card, ".card-shopper")[0],
    names: text(card, ".line:not([data-leaving]) .line-name"),
  }));
  const wanted = sessions
    .sort((a, b) => a.openedUs - b.openedUs)
    .map((one) => ({ session: one.session, shopper: one.shopper, names: one.lines.map((line) => line.name) }));
  return wanted.length > 0 && JSON.stringify(shown) === JSON.stringify(wanted);
}

// Runs in the page.
async function sameLinesAsServer(session) {
  const visit = await (await fetch(`/api/sessions/${encodeURIComponent(session)}`)).json();
  const shown = [...document.querySelectorAll("#lines .line:not([data-leaving])")].map((line) => `${line.querySelector(".line-quantity").textContent} ${line.querySelector(".line-name").textContent}`);
  const wanted = visit.lines.map((line) => `${line.quantity}\u00a0× ${line.name}`);
  return !document.getElementById("visit").hidden && JSON.stringify(shown) === JSON.stringify(wanted);
}

// Runs in the page.
async function sameStoryAsServer(session) {
  const story = await (await fetch(`/api/sessions/${encodeURIComponent(session)}/story`)).json();
  const shown = document.querySelectorAll(`#trips li[data-key="${session}"] .story-step`);
  const struck = [...shown].filter((step) => step.querySelector("s")).length;
  const told = story.steps.filter((step) => step.revision !== "withdrawn");
  return shown.length === told.length + story.nearMisses.length && struck === told.filter((step) => !step.stands).length;
}

// Runs in the page.
async function clipsOfServer(session) {
  const answer = await fetch(`/api/sessions/${encodeURIComponent(session)}/clips`);
  return answer.ok ? (await answer.json()).clips.length : 0;
}

// Runs in the page: something is drawn, and it is not all of one colour.
function pictureShown() {
  const canvas = document.querySelector(".clip-picture");
  if (!canvas?.width || !document.querySelector(".clip-strip button:last-child canvas")?.width) return false;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value, i) => i % 4 !== 3 && value !== data[i % 4]);
}

// Runs in the page.
async function sameStepsAsServer(session) {
  const { steps } = await (await fetch(`/api/sessions/${encodeURIComponent(session)}/steps`)).json();
  const shown = [...document.querySelectorAll("#how-steps .story-step")].map((step) => step.lastChild.textContent);
  return shown.length === steps.length && steps.every((step, i) => step.name === null || shown[i].includes(step.name));
}

async function happens(page, condition, argument) {
  const until = Date.now() + waitMs;
  while (Date.now() < until) {
    if (await page.evaluate(condition, argument)) return true;
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  return false;
}

function check(name, holds, detail = "") {
  if (holds) passed += 1;
  else failures.push(detail ? `${name}: ${detail}` : name);
}
