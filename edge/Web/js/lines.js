// The lines of one cart, shared by the operator's floor and the shopper's phone.
import { element, removeGently, setText, syncList } from "./dom.js";
import { money, percent } from "./format.js";

/** Brings the list up to date with `session.lines`; new lines fade in, gone ones fade out. */
export function showLines(list, session, currency, withConfidence) {
  syncList(
    list,
    session.lines,
    (line) => line.gtin,
    () => createLine(withConfidence),
    (node, line) => updateLine(node, line, currency, withConfidence),
    removeGently,
  );
}

/**
 * Shows what seems to have just been taken or put back, before it is decided. It goes without a sound or a movement: in the same moment
 * the cart itself shows what was decided.
 */
export function showProvisional(list, session) {
  syncList(
    list,
    session.provisional ?? [],
    (line) => `${line.gtin} ${Math.sign(line.quantity)}`,
    () => element("li", { class: "provisional-line" }, element("span", { class: "line-quantity" }), element("span", { class: "line-name" }), element("span", { class: "provisional-state" })),
    (node, line) => {
      const [quantity, name, state] = node.children;
      setText(quantity, `${Math.abs(line.quantity)}\u00a0×`);
      setText(name, line.name);
      name.title = `${line.name} · ${line.gtin}`;
      setText(state, line.quantity < 0 ? "just put back …" : "just taken …");
    },
  );
}

/** What changed between two states of a cart, in words: "took 1 × Cola", "returned 1 × Cola". */
export function changes(before, after) {
  const quantities = new Map(before.map((line) => [line.gtin, line]));
  const told = [];
  for (const line of after) {
    const had = quantities.get(line.gtin)?.quantity ?? 0;
    quantities.delete(line.gtin);
    if (line.quantity > had) told.push(`took ${line.quantity - had} × ${line.name}`);
    if (line.quantity < had) told.push(`returned ${had - line.quantity} × ${line.name}`);
  }
  for (const gone of quantities.values()) told.push(`returned ${gone.quantity} × ${gone.name}`);
  return told;
}

function createLine(withConfidence) {
  return element(
    "li",
    { class: "line" },
    element("span", { class: "line-quantity" }),
    element("span", { class: "line-name" }),
    withConfidence ? element("span", { class: "line-confidence quiet" }) : element("span", { class: "line-unit quiet" }),
    element("span", { class: "line-amount" }),
  );
}

function updateLine(node, line, currency, withConfidence) {
  const [quantity, name, detail, amount] = node.children;
  const text = `${line.quantity}\u00a0×`;
  if (quantity.textContent && quantity.textContent !== text) {
    node.classList.remove("changed");
    void node.offsetWidth; // A reflow between the two makes the animation start again.
    node.classList.add("changed");
  }
  setText(quantity, text);
  setText(name, line.name);
  name.title = `${line.name} · ${line.gtin}`;
  setText(amount, money(line.amountMinor, currency));
  if (withConfidence) {
    setText(detail, `${percent(line.confidence)} sure`);
  } else {
    setText(detail, line.quantity > 1 ? `${money(line.unitPriceMinor, currency)} each` : "");
  }
}
