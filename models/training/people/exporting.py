"""Writes a checkpoint as ONNX, and the manifest that the edge reads it by."""
import argparse
import hashlib
import os
import sys
import warnings

import torch

from measuring import OVERLAP_MAX, SCORE_MIN, load
from pictures import HEIGHT, WIDTH

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from quantise import written  # noqa: E402

# What a store is to think of whom this network and its second stage find (edge/Drivers/Inference/Models/ModelPeople.cs): one of the better of a few
# settings on the days named, between which line F1 differs less than between days, with nothing wrongly charged.
PEOPLE = {
    "sureScore": 0.65, "faintScore": 0.4, "handMm": 80, "badlySeenHandMm": 250, "badlySeenShare": 0.3, "reachMm": 900,
    "measuredOn": "confusing 20511, 20512, calm 20531 and mixed 20541, demo store, from pixels",
}

# Whom the second stage looks at again (models/training/refine): 5.6 a picture of six people; with 9.9 recall is 0.911 for 0.898.
REFINE = {"model": "people-refine", "around": 1.5, "scoreMin": 0.3, "overlapMax": 0.45, "looksMax": 24}


def main():
    o = argparse.ArgumentParser(description="Writes the people network as ONNX beside its manifest.")
    o.add_argument("--checkpoint", required=True)
    o.add_argument("--out", required=True, help="folder of the two files: models/")
    o.add_argument("--name", default="people-overhead")
    o.add_argument("--origin", default="O4O Edge, models/training/people, trained on rendered pictures of this repository's simulator alone")
    o.add_argument("--quality", default="not measured")
    o = o.parse_args()
    net, step = load(o.checkpoint)
    os.makedirs(o.out, exist_ok=True)
    file = os.path.join(o.out, o.name + ".onnx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(net, torch.zeros(1, 3, HEIGHT, WIDTH), file, opset_version=13, input_names=["images"], output_names=["people"], do_constant_folding=True)
    with open(file, "rb") as f:
        content = f.read()
    manifest = {
        "name": o.name, "file": o.name + ".onnx", "sha256": hashlib.sha256(content).hexdigest(),
        "input": {"width": WIDTH, "height": HEIGHT, "layout": "nchw", "colour": "rgb", "fit": "letterboxCentre"},
        "output": {"family": "overhead", "strides": [8], "scoreMin": SCORE_MIN, "overlapMax": OVERLAP_MAX},
        "refine": REFINE, "people": PEOPLE,
        "licence": "the project's own", "origin": o.origin, "quality": o.quality, "classes": ["person"],
    }
    with open(os.path.join(o.out, o.name + ".json"), "w", encoding="utf-8") as f:
        f.write(written(manifest))
    print(f"{file}: step {step}, {len(content)} bytes, SHA-256 {manifest['sha256']}")


if __name__ == "__main__":
    main()
