"""Writes a checkpoint as ONNX, and the manifest that the edge reads it by."""
import argparse
import hashlib
import os
import sys
import warnings

import torch

from measure import load_refine
from net import SIDE, STRIDE

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from quantise import written  # noqa: E402


def main():
    o = argparse.ArgumentParser(description=__doc__)
    o.add_argument("--checkpoint", required=True)
    o.add_argument("--out", required=True, help="folder of the two files: models/")
    o.add_argument("--name", default="people-refine")
    o.add_argument("--origin", default="O4O Edge, models/training/refine, trained on rendered pictures of this repository's simulator alone")
    o.add_argument("--quality", default="not measured")
    o = o.parse_args()
    net = load_refine(o.checkpoint)
    os.makedirs(o.out, exist_ok=True)
    file = os.path.join(o.out, o.name + ".onnx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(net, torch.zeros(1, 3, SIDE, SIDE), file, opset_version=13, input_names=["square"], output_names=["person"], do_constant_folding=True)
    with open(file, "rb") as f:
        content = f.read()
    manifest = {
        "name": o.name, "file": o.name + ".onnx", "sha256": hashlib.sha256(content).hexdigest(),
        "input": {"width": SIDE, "height": SIDE, "layout": "nchw", "colour": "rgb", "fit": "stretch"},
        "output": {"family": "refine", "strides": [STRIDE]},
        "licence": "the project's own", "origin": o.origin, "quality": o.quality, "classes": ["person"],
    }
    with open(os.path.join(o.out, o.name + ".json"), "w", encoding="utf-8") as f:
        f.write(written(manifest))
    print(f"{file}: {len(content)} bytes, SHA-256 {manifest['sha256']}")


if __name__ == "__main__":
    main()
