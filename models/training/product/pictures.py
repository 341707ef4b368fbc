"""Rendered windows of hands: `o4o render --crops 96 [--goods N]` writes them, this reads them into one array."""

import hashlib
import io
import json
import os

import numpy as np
from PIL import Image

SIDE = 96          # pixels of a rendered window
WINDOW_MM = 320.0  # what it shows, a little more or less
HELD_BACK = 2700   # products of the catalogue from this number on are never trained with


def number_of(gtin):
    """The catalogue's number of a product: GTIN-13 22, ten digits, check digit."""
    return int(gtin[2:12])


def read(folder):
    """Pictures (N, 96, 96, 3) of one rendered folder, with product numbers (-1: nothing in the hand) and records.

    Kept beside the folder once decoded: reading 20,000 JPEG files takes longer than a pass of training over them.
    """
    with open(os.path.join(folder, "crops.jsonl"), encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    numbers = np.array([-1 if r["gtin"] is None else number_of(r["gtin"]) for r in records], np.int32)
    digest = hashlib.sha256("\n".join(r["file"] for r in records).encode()).hexdigest()[:12]
    kept = os.path.join(folder, f"crops-{digest}.npy")
    if not os.path.exists(kept):
        pixels = np.empty((len(records), SIDE, SIDE, 3), np.uint8)
        for i, record in enumerate(records):
            with open(os.path.join(folder, "crops", record["file"]), "rb") as file:
                picture = Image.open(io.BytesIO(file.read())).convert("RGB")
            if picture.size != (SIDE, SIDE):
                raise SystemExit(f"{folder}: {record['file']} has {picture.size[0]} pixels a side, not {SIDE}: render with --crops {SIDE}")
            pixels[i] = np.asarray(picture)
        np.save(kept + ".part.npy", pixels)
        os.replace(kept + ".part.npy", kept)
    return np.load(kept, mmap_mode="r"), numbers, records


def read_all(folders):
    """Several folders, one after the other, in memory."""
    pixels, numbers, records = [], [], []
    for folder in folders:
        p, n, r = read(folder)
        pixels.append(p)
        numbers.append(n)
        records.extend(r)
    if not pixels:
        raise SystemExit("no folders of rendered windows: `o4o render --crops 96 --goods 5` makes them")
    return np.concatenate(pixels), np.concatenate(numbers), records


SHAPES = ("Box", "Carton", "Can", "Tin", "Bottle", "Jug", "Jar", "Cup", "Bag", "Bar", "Tube")


def descriptions(folders, numbers):
    """What products look like in numbers (N, 266), in the order of their catalogue numbers: colours as sRGB has them, sizes as logarithms."""
    found = {}
    for folder in folders:
        with open(os.path.join(folder, "looks.jsonl"), encoding="utf-8") as lines:
            for look in map(json.loads, lines):
                shape = [2.0 * (look["shape"] == s) for s in SHAPES]
                colours = np.clip(np.array(look["front"] + look["top"] + 2 * look["cap"] + 2 * look["body"]), 0, 1) ** (1 / 2.2)
                found[number_of(look["gtin"])] = np.concatenate([shape, np.log(np.array(look["size_mm"]) / 100), 2 * colours - 1])
    missing = [n for n in numbers if n not in found]
    if missing:
        raise SystemExit(f"looks.jsonl lacks {len(missing)} products, {missing[:3]} among them: render again")
    return np.stack([found[n] for n in numbers]).astype(np.float32)
