// Building pages out of untrusted text. Shopper and product names come from outside, so
// text only ever enters the page as a text node or an attribute value, never as markup.

const svgSpace = "http://www.w3.org/2000/svg";

/** The element of this page with that id; a missing one is a mistake in the page, and throws. */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element #${id}`);
  return found;
}

/** A new HTML element. `properties`: attribute names and values; null and false are left out. */
export function element(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** A new SVG element, with the same arguments as `element`. */
export function shape(tag, properties = {}, ...children) {
  return fill(document.createElementNS(svgSpace, tag), properties, children);
}

/** Sets the text of a node only where it differs: screen readers hear changes, not repeats. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Makes `parent` show exactly `items`, in their order, keeping the element of each key.
 * `create(item)` makes an element, `update(element, item)` brings it up to date, and
 * `leave(element)`, when given, takes over its removal.
 */
export function syncList(parent, items, keyOf, create, update, leave = remove) {
  const known = new Map();
  for (const child of parent.children) {
    if (child.dataset.key !== undefined && child.dataset.leaving === undefined) known.set(child.dataset.key, child);
  }

  let place = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let child = known.get(key);
    known.delete(key);
    if (!child) {
      child = create(item);
      child.dataset.key = key;
    }
    update(child, item);
    while (place && place.dataset.leaving !== undefined) place = place.nextElementSibling;
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
  for (const child of known.values()) leave(child);
}

/** Plays the leaving animation of an element, then removes it; at once where no one can see it. */
export function removeGently(node) {
  if (document.hidden) {
    node.remove();
    return;
  }
  node.dataset.leaving = "";
  node.setAttribute("aria-hidden", "true");
  node.addEventListener("animationend", (event) => {
    if (event.target === node) node.remove();
  });
}

function remove(node) {
  node.remove();
}

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}
