// What stands on one gondola, shelf by shelf: opened from the plan.
import { element } from "./dom.js";
import { gondolaName } from "./plan.js";
import { money } from "./format.js";

/** Shows the facings of `gondola` in `panel`, and moves the focus there. */
export function showContents(panel, layout, gondola) {
  const products = new Map(layout.products.map((product) => [product.gtin, product]));
  const facings = layout.facings.filter((facing) => facing.gondola === gondola);
  const shelves = layout.shelves.filter((shelf) => shelf.gondola === gondola).sort((a, b) => b.boxMm[2] - a.boxMm[2]);
  const close = element("button", { type: "button", class: "button" }, "Close");
  const cameFrom = document.activeElement;
  close.addEventListener("click", () => {
    panel.hidden = true;
    cameFrom?.focus();
  });
  panel.replaceChildren(
    element("div", { class: "panel-head" }, element("h3", {}, gondolaName(gondola)), close),
    ...shelves.map((shelf) => showShelf(shelf, facings, products, layout.currency)),
  );
  panel.hidden = false;
  panel.focus();
}

function showShelf(shelf, facings, products, currency) {
  const here = facings.filter((facing) => facing.shelf === shelf.shelf);
  return element(
    "div",
    { class: "contents-shelf" },
    element("h4", {}, `Shelf ${shelf.shelf}`, element("small", { class: "quiet" }, ` ${shelf.device}`)),
    element(
      "ul",
      {},
      ...here.map((facing) => {
        const product = products.get(facing.gtin);
        const detail = product ? `${product.weightGrams}\u00a0g, ${money(product.priceMinor, currency)}` : "not in the catalogue";
        return element("li", {}, product?.name ?? facing.gtin, " ", element("span", { class: "quiet" }, detail));
      }),
    ),
  );
}
