"""The whole way of a file to eight bits, for the networks of this folder: equalise, find ranges, rewrite, teach."""
import hashlib
import json
import os

import numpy as np
import torch

from distilling import distil, off
from eight_bits import Plan, best, observed, rewrite
from equalising import equalise
from interpreting import Graph


def options(parser):
    parser.add_argument("--model", required=True, help="manifest (.json) of the network of 32-bit numbers, its file beside it")
    parser.add_argument("--out", required=True, help="folder for the network of eight bits and its manifest")
    parser.add_argument("--steps", type=int, default=300, help="of teaching it what the other says; 0: none")
    parser.add_argument("--rate", type=float, default=4e-4, help="a step's most, of the mean weight")
    parser.add_argument("--seen", type=int, default=32, help="draws of pictures that ranges are found on")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quality", help="the manifest's word on how good it is; as it was without it")


def quantise(o, floats, draw, loss):
    """o: the options; floats: convolutions that stay as they are; draw(rng): a list of arrays as the file takes them; loss: see distil."""
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    rng = np.random.default_rng(o.seed)
    with open(o.model, encoding="utf-8") as f:
        manifest = json.load(f)
    file, out = os.path.join(os.path.dirname(o.model), manifest["file"]), os.path.join(o.out, manifest["file"])
    if os.path.realpath(file) == os.path.realpath(out):
        raise SystemExit("--out is where --model is: the network of 32-bit numbers would be lost")
    before, after = Graph(file), Graph(file)
    plan = Plan(after, floats)
    pictures = [p for _ in range(o.seen) for p in draw(rng)]
    equalise(after, pictures)
    rewrite(after, plan, {name: best(values) for name, values in observed(after, plan, pictures, rng).items()})
    asked = [p for _ in range(max(1, o.seen // 4)) for p in draw(rng)]
    tell(before, after, asked, loss, "as it is")
    distil(before, after, plan.tensors, lambda: draw(rng), loss, o.steps, o.rate)
    tell(before, after, asked, loss, "taught")
    os.makedirs(o.out, exist_ok=True)
    after.write(out)
    with open(out, "rb") as f:
        content = f.read()
    manifest.update(sha256=hashlib.sha256(content).hexdigest(), quality=o.quality or manifest["quality"])
    with open(os.path.join(o.out, os.path.basename(o.model)), "w", encoding="utf-8") as f:
        f.write(written(manifest))
    print(f"{out}: {len(plan.convolutions)} convolutions of eight bits, {len(content)} bytes, SHA-256 {manifest['sha256']}")


def written(manifest):
    """A key a line, and what is inside of it behind it."""
    return "{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in manifest.items()) + "\n}\n"


def tell(before, after, pictures, loss, what):
    with torch.no_grad():
        print(f"{what}: off by {float(off(before, after, pictures, loss)):.4f} on pictures of their own", flush=True)
