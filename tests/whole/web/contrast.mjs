// Text contrast after WCAG 2.2, success criterion 1.4.3 (AA).

/** Runs in the page: the visible texts whose contrast is too low, each with its ratio. */
export function lowContrast() {
  const large = { px: 24, boldPx: 18.66, ratio: 3 };
  const ordinaryRatio = 4.5;
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const node of document.querySelectorAll("body *:not(svg, svg *)")) {
    const own = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent.trim());
    if (!own || !node.checkVisibility() || node.closest("[data-leaving]")) continue;
    const style = getComputedStyle(node);
    const [a, b] = [luminance(rgba(style.color).slice(0, 3)), luminance(ground(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const px = parseFloat(style.fontSize);
    const isLarge = px >= large.px || (px >= large.boldPx && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? large.ratio : ordinaryRatio)) low.push(`${node.className || node.tagName} "${node.textContent.slice(0, 30)}" ${ratio.toFixed(2)}`);
  }
  return low;
}
