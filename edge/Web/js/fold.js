// Shelves stand one above another, so from above they hide each other. The plan folds each
// stack out: its footprint is cut along its length into strips, one a shelf, lowest first.

const sameStack = 0.5; // shelves whose footprints overlap by more than this share are one stack

/** The ground rectangle of a box [x0, y0, z0, x1, y1, z1] in mm. */
export function footprint(boxMm) {
  const [x0, y0, , x1, y1] = boxMm;
  return { x0, y0, x1, y1 };
}

/** One gondola's shelves as strips: [{shelf, box, plates: [{plate, box}]}]. */
export function foldOut(shelves) {
  const stacks = [];
  for (const shelf of [...shelves].sort((a, b) => a.boxMm[2] - b.boxMm[2])) {
    const box = footprint(shelf.boxMm);
    const stack = stacks.find((other) => overlap(other.box, box) > sameStack);
    if (stack) stack.shelves.push(shelf);
    else stacks.push({ box, shelves: [shelf] });
  }
  return stacks.flatMap((stack) => stack.shelves.map((shelf, i) => strip(stack, shelf, i)));
}

function strip(stack, shelf, i) {
  const { box } = stack;
  const alongX = box.x1 - box.x0 >= box.y1 - box.y0;
  const [from, to] = alongX ? [box.y0, box.y1] : [box.x0, box.x1];
  const deep = (to - from) / stack.shelves.length;
  const low = from + i * deep;
  const across = alongX ? { y0: low, y1: low + deep } : { x0: low, x1: low + deep };
  const plates = shelf.plates.map(({ plate, boxMm }) => ({ plate, box: { ...footprint(boxMm), ...across } }));
  return { shelf, box: { ...box, ...across }, plates };
}

function overlap(a, b) {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  const depth = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  if (width <= 0 || depth <= 0) return 0;
  return (width * depth) / Math.min(area(a), area(b));
}

function area(box) {
  return (box.x1 - box.x0) * (box.y1 - box.y0);
}
