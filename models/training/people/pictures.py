"""Rendered pictures and their truth (COCO, as `./o4o render` writes them), made ready for training and measuring."""
import json
import os

import numpy as np
from PIL import Image

WIDTH, HEIGHT = 320, 240
HEAD, LEFT, RIGHT = 0, 1, 2
LEFT_OUT, RIGHT_OUT = 18, 19
SHARE_MIN = 0.25  # whoever is seen by less (hidden or out of the picture) is neither learnt nor blamed for
TEN_CM_MIN = 1.5  # pixels: nobody is asked to be better than that


class Pictures:
    """All pictures of some folders in one memory-mapped array, and the people in each.

    A row of `people[i]`: left, top, right, bottom; learnt (1) or passed over (0); share of the body that is seen;
    then x, y, visibility (0 outside, 1 hidden, 2 seen), pixels in ten centimetres, for head, left and right wrist;
    then whether the left hand, and the right one, is stretched out.
    """

    COLUMNS = 6 + 3 * 4 + 2

    def __init__(self, folders, cache):
        self.people, self.about, files = [], [], []
        for folder in folders:
            with open(os.path.join(folder, "annotations.json"), encoding="utf-8") as f:
                coco = json.load(f)
            cameras = {(c["seed"], c["camera"]): c["calibration"] for c in coco["cameras"]}
            rows = {i["id"]: [] for i in coco["images"]}
            for a in coco["annotations"]:
                if a["category_id"] == 1:
                    rows[a["image_id"]].append(a)
            for image in coco["images"]:
                if (image["width"], image["height"]) != (WIDTH, HEIGHT):
                    raise SystemExit(f"{folder}: pictures must be {WIDTH} x {HEIGHT}: render with --size {WIDTH}x{HEIGHT}")
                calibration = cameras[image["seed"], image["camera"]]
                files.append(os.path.join(folder, "images", image["file_name"]))
                self.people.append(np.array([row(a, calibration, WIDTH) for a in rows[image["id"]]], np.float32).reshape(-1, self.COLUMNS))
                self.about.append((image["seed"], image["camera"], calibration["lens"]))
        self.pixels = _decoded(files, cache)

    def __len__(self):
        return len(self.people)


def row(a, calibration, width):
    """One of a picture's people, see `Pictures`; width: of the picture, pixels."""
    x, y, w, h = a["bbox"]
    share = a["visibility"] * a["in_picture"]
    told = [x, y, x + w, y + h, float(not a["iscrowd"] and share >= SHARE_MIN), share]
    focal = calibration["focalPx"][0] * width / calibration["picturePx"][0]
    for j in range(3):
        k = a["keypoints"][3 * j:3 * j + 3]
        far = np.linalg.norm(np.subtract(a["keypoints_mm"][3 * j:3 * j + 3], calibration["positionMm"]))
        # What an equidistant lens would show: for others it is at the rim a little too strict.
        told += [k[0], k[1], k[2], max(TEN_CM_MIN, focal * 100 / max(far, 300))]
    return told + [float(a["hands"][side]["out"]) for side in ("left", "right")]


def reaching(people):
    """Which of a picture's people stretch out a hand that can be seen."""
    return ((people[:, 12] == 2) & (people[:, LEFT_OUT] > 0)) | ((people[:, 16] == 2) & (people[:, RIGHT_OUT] > 0))


def _decoded(files, cache):
    """Decodes each picture once. The cache is only believed when it is of just these files."""
    names = cache + ".txt"
    listing = "\n".join(files)
    if os.path.exists(cache + ".npy") and os.path.exists(names):
        with open(names, encoding="utf-8") as f:
            if f.read() == listing:
                return np.load(cache + ".npy", mmap_mode="r")
    os.makedirs(os.path.dirname(os.path.abspath(cache)), exist_ok=True)
    pixels = np.lib.format.open_memmap(cache + ".npy", "w+", np.uint8, (len(files), HEIGHT, WIDTH, 3))
    for i, file in enumerate(files):
        pixels[i] = np.asarray(Image.open(file).convert("RGB"))
        if i % 2000 == 1999:
            print(f"{i + 1} of {len(files)} pictures decoded", flush=True)
    pixels.flush()
    with open(names, "w", encoding="utf-8") as f:
        f.write(listing)
    return np.load(cache + ".npy", mmap_mode="r")


# --- variation ------------------------------------------------------------------------------------------------------

def varied(pixels, people, rng, size):
    """A part of a picture as another camera might have seen it, so many pixels wide and high."""
    pixels, people = _part(pixels, people, rng, size)
    if rng.random() < 0.5:
        pixels, people = pixels[:, ::-1], _mirrored(people, 0, size[0])
    if rng.random() < 0.5:
        pixels, people = pixels[::-1], _mirrored(people, 1, size[1])
    return spoilt(pixels, rng), people


def turned(pixels, people):
    """A batch of pictures turned by a quarter."""
    width, turned_people = pixels.shape[2], []
    for p in people:
        q = p.copy()
        q[:, 0], q[:, 1], q[:, 2], q[:, 3] = p[:, 1], width - p[:, 2], p[:, 3], width - p[:, 0]
        for j in range(3):
            at = 6 + 4 * j
            q[:, at], q[:, at + 1] = p[:, at + 1], width - p[:, at]
        turned_people.append(q)
    return np.rot90(pixels, 1, axes=(1, 2)), turned_people


def _mirrored(people, axis, size):
    """Mirrored, left hands are right ones."""
    q = people.copy()
    q[:, axis], q[:, axis + 2] = size - people[:, axis + 2], size - people[:, axis]
    for j, other in ((HEAD, HEAD), (LEFT, RIGHT), (RIGHT, LEFT)):
        q[:, 6 + 4 * j:10 + 4 * j] = people[:, 6 + 4 * other:10 + 4 * other]
        q[:, 6 + 4 * j + axis] = size - q[:, 6 + 4 * j + axis]
    q[:, LEFT_OUT], q[:, RIGHT_OUT] = people[:, RIGHT_OUT], people[:, LEFT_OUT]
    return q


def _part(pixels, people, rng, size):
    """The whole picture, nearer or farther; or, where less is asked for, a part with somebody in it."""
    zooms = rng.random() < 0.4
    zoom = np.exp(rng.uniform(np.log(0.85), np.log(1.8))) if zooms else 1.0
    stretch = np.exp(rng.normal(0, 0.06)) if zooms else 1.0
    w, h = size[0] / zoom * stretch, size[1] / zoom / stretch
    if size == (WIDTH, HEIGHT) or len(people) == 0:
        if not zooms and size == (WIDTH, HEIGHT):
            return pixels, people.copy()
        x, y = rng.random() * (WIDTH - w), rng.random() * (HEIGHT - h)
    else:
        who = 1 + 8.0 * reaching(people)
        p = people[rng.choice(len(people), p=who / who.sum())]
        x = np.clip((p[0] + p[2]) / 2 - w * rng.uniform(0.2, 0.8), min(0, WIDTH - w), max(0, WIDTH - w))
        y = np.clip((p[1] + p[3]) / 2 - h * rng.uniform(0.2, 0.8), min(0, HEIGHT - h), max(0, HEIGHT - h))
    if not zooms:
        x, y, w, h = int(x), int(y), size[0], size[1]
        return pixels[y:y + h, x:x + w], _seen_through(people, x, y, w, h, size)
    if 0 <= x and 0 <= y and x + w <= WIDTH and y + h <= HEIGHT:
        u, v = int(x), int(y)
        image = Image.fromarray(np.ascontiguousarray(pixels[v:int(np.ceil(y + h)), u:int(np.ceil(x + w))]))
        image = image.resize(size, Image.Resampling.BILINEAR, (x - u, y - v, min(image.width, x - u + w), min(image.height, y - v + h)))
    else:
        fill = tuple(int(c) for c in rng.integers(0, 256, 3)) if rng.random() < 0.5 else (114, 114, 114)
        at = (w / size[0], 0, x, 0, h / size[1], y)
        image = Image.fromarray(np.ascontiguousarray(pixels)).transform(size, Image.Transform.AFFINE, at, Image.Resampling.BILINEAR, fillcolor=fill)
    return np.asarray(image), _seen_through(people, x, y, w, h, size)


def _seen_through(people, x, y, w, h, size):
    """The people of a picture in a part of it."""
    q = people.copy()
    if len(q) == 0:
        return q
    (right, down), area = (size[0] / w, size[1] / h), (q[:, 2] - q[:, 0]) * (q[:, 3] - q[:, 1])
    q[:, [0, 2]] = np.clip((q[:, [0, 2]] - x) * right, 0, size[0])
    q[:, [1, 3]] = np.clip((q[:, [1, 3]] - y) * down, 0, size[1])
    left = (q[:, 2] - q[:, 0]) * (q[:, 3] - q[:, 1]) / (right * down) / np.maximum(area, 1)
    q[:, 5] *= np.minimum(1, left)
    q[:, 4] *= (q[:, 5] >= SHARE_MIN) & (left >= 0.3)
    for j in range(3):
        at = 6 + 4 * j
        q[:, at], q[:, at + 1] = (q[:, at] - x) * right, (q[:, at + 1] - y) * down
        q[:, at + 3] *= np.sqrt(right * down)
        out = (q[:, at] < 0) | (q[:, at] >= size[0]) | (q[:, at + 1] < 0) | (q[:, at + 1] >= size[1])
        q[:, at + 2] = np.where(out, 0, q[:, at + 2])
    return q[left > 0]


def spoilt(pixels, rng):
    """Blur, noise, and things in front; light and colour are varied for whole batches, see `light`."""
    if rng.random() < 0.05:
        p = pixels.astype(np.uint16)
        pixels = ((p + np.roll(p, 1, 0) + np.roll(p, 1, 1) + np.roll(p, (1, 1), (0, 1)) + 2) >> 2).astype(np.uint8)
    if rng.random() < 0.1:
        noise = rng.integers(-128, 128, (*pixels.shape[:2], 1), np.int16) * int(rng.integers(2, 24)) >> 7
        pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    if rng.random() < 0.08:
        pixels = pixels.copy()
        for _ in range(rng.integers(1, 4)):
            w, h = rng.integers(8, 40, 2)
            x, y = rng.integers(0, pixels.shape[1] - w), rng.integers(0, pixels.shape[0] - h)
            pixels[y:y + h, x:x + w] = rng.integers(0, 256, 3)
    return pixels


def light(count, rng):
    """For each picture of a batch: what each colour is multiplied with, and what is added."""
    varies = rng.random((count, 1)) < 0.7
    gain = np.exp(varies * (rng.normal(0, 0.15, (count, 1)) + rng.normal(0, 0.06, (count, 3))))
    return gain.astype(np.float32), (varies * rng.normal(0, 8, (count, 1))).astype(np.float32).repeat(3, 1)
