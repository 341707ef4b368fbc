"""Trains the network of products in hands. README.md beside this has the commands and what they take."""

import argparse
import copy
import glob
import json
import math
import os
import time

import numpy as np
import torch
from torch.nn import functional as F

from augment import Dice, make
from judge import report
from net import Embedder, Proxies
from pictures import HELD_BACK, descriptions, read_all


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", nargs="+", required=True, help="folders that `o4o render --crops 96 [--goods N]` wrote; patterns may be used")
    p.add_argument("--out", required=True, help="folder for checkpoints; a run that was stopped goes on from there")
    p.add_argument("--steps", type=int, default=14000, help="batches in all")
    p.add_argument("--batch", type=int, default=128)
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--start", help="a checkpoint whose network to begin with, in place of random numbers")
    p.add_argument("--threads", type=int, default=1)
    return p.parse_args()


class Order:
    """Which windows come next: every window once a pass, empty hands at most one in eight."""

    def __init__(self, labels, seed):
        self.held, self.none = np.flatnonzero(labels >= 0), np.flatnonzero(labels < 0)
        self.seed = seed

    def batch(self, step, size):
        """The windows of a step: a function of its number alone, so that a run can go on where it stopped."""
        none = size // 8 if len(self.none) else 0
        return np.concatenate([self._some(self.held, step, size - none, 0), self._some(self.none, step, none, 1)])

    def _some(self, among, step, count, which):
        at = np.arange(step * count, (step + 1) * count)
        passes = at // max(1, len(among))
        out = [among[np.random.default_rng([self.seed, which, int(k)]).permutation(len(among))[at[passes == k] % len(among)]] for k in np.unique(passes)]
        return np.concatenate(out) if out else np.empty(0, np.int64)


def hardness(far):
    """Begins with hands in the middle and sharp pictures, and ends with wrists missed by four centimetres and 9 mm a pixel."""
    part = min(1.0, 0.2 + 1.5 * far)
    return {"miss_mm": 40.0 * part, "millimetres": (3.0, 3.5 + 5.5 * part)}


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    folders = sorted(f for pattern in a.data for f in glob.glob(pattern) if os.path.isdir(f))
    pixels, numbers, _ = read_all(folders)
    train = np.flatnonzero(numbers < HELD_BACK)
    test = np.flatnonzero((numbers >= HELD_BACK) | (numbers < 0))
    none = numbers[test] < 0
    test = np.concatenate([test[~none][:6000], test[none][:500]])  # held products are never trained with; a few of the empty hands are
    known = np.unique(numbers[train][numbers[train] >= 0])
    labels = np.where(numbers[train] < 0, -1, np.searchsorted(known, numbers[train]))
    net, proxies = Embedder(), Proxies(torch.from_numpy(descriptions(folders, known)))
    if a.start:
        begun = torch.load(a.start)
        net.load_state_dict(begun["average"])
        proxies.describe.load_state_dict({k[len("describe."):]: v for k, v in begun["proxies"].items() if k.startswith("describe.")})
    net = net.to(memory_format=torch.channels_last)
    average = copy.deepcopy(net)
    plain = [p for m in (net, proxies) for p in m.parameters() if p.ndim < 2]
    matrices = [p for m in (net, proxies) for p in m.parameters() if p.ndim >= 2]
    rule = torch.optim.AdamW([{"params": matrices, "weight_decay": 0.02}, {"params": plain, "weight_decay": 0.0}], lr=a.rate)
    os.makedirs(a.out, exist_ok=True)
    last, step = os.path.join(a.out, "last.pt"), 0
    if os.path.exists(last):
        state = torch.load(last)
        net.load_state_dict(state["net"]); average.load_state_dict(state["average"]); proxies.load_state_dict(state["proxies"]); rule.load_state_dict(state["rule"])
        step = state["step"]
        print(f"goes on at batch {step}", flush=True)
    print(f"{len(train)} windows of {len(known)} products ({(labels < 0).sum()} empty hands); judged on {len(test)} of {len(np.unique(numbers[test])) - 1} others; "
          f"{sum(p.numel() for p in net.parameters())} numbers in the network", flush=True)
    figures = report(average, pixels[test], numbers[test]) if step >= a.steps else {}
    order, began, shown = Order(labels, a.seed), time.time(), []
    least = 1.0 if a.start else 0.0  # who goes on from a trained network begins with the hardest
    warm = max(1, a.steps // 30)
    while step < a.steps:
        chosen = order.batch(step, a.batch)
        dice = Dice(a.seed * 1_000_003 + step)
        x = make(pixels[train[chosen]], dice, **hardness(max(step / a.steps, least))).to(memory_format=torch.channels_last)
        y = torch.from_numpy(labels[chosen])
        for group in rule.param_groups:
            group["lr"] = a.rate * min((step + 1) / warm, 0.5 * (1 + math.cos(math.pi * step / a.steps)) + 1e-3)
        net.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            what, empty = net.features(x)
        held = y >= 0
        far = max(step / a.steps, least)
        loss = proxies(what[held], y[held], 0.1 * min(1.0, max(0.0, 2 * far - 0.2)), dice)
        extra = F.binary_cross_entropy_with_logits(empty.float()[:, 0], (~held).float())
        rule.zero_grad(set_to_none=True)
        (loss + extra).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        rule.step()
        step += 1
        with torch.no_grad():
            keep = min(0.998, step / (step + 20))
            for slow, fast in zip(average.state_dict().values(), net.state_dict().values()):
                if slow.dtype.is_floating_point:
                    slow.lerp_(fast, 1 - keep)
                else:
                    slow.copy_(fast)
        shown.append((float(loss), float(extra)))
        if step % 50 == 0 or step == a.steps:
            print(f"batch {step}/{a.steps}  product {np.mean([s[0] for s in shown]):.3f}  empty {np.mean([s[1] for s in shown]):.4f}  {time.time() - began:.0f} s", flush=True)
            shown = []
        if step % 1000 == 0 or step == a.steps:
            torch.save({"net": net.state_dict(), "average": average.state_dict(), "proxies": proxies.state_dict(), "rule": rule.state_dict(), "step": step}, last + ".part")
            os.replace(last + ".part", last)
            figures = report(average, pixels[test], numbers[test])
            print(json.dumps({"batch": step, **figures}), flush=True)
    with open(os.path.join(a.out, "figures.json"), "w", encoding="utf-8") as file:
        json.dump({"batches": step, "windows": int(len(train)), "products": int(len(known)), **figures}, file, indent=1)


if __name__ == "__main__":
    main()
