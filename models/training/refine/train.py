"""Trains the network. Seeded; a run that was broken off goes on where its last checkpoint was."""
import argparse
import copy
import os
import sys
import time

import numpy as np
import torch
from PIL import Image

from crops import KEPT, SOMEBODY, Crops
from loss import loss, target
from net import SIDE, Refine
from pictures import light, spoilt

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from stepping import follow, in_order, rate  # noqa: E402

AVERAGED_EVERY = 5
BORDER = (KEPT - SIDE) // 2


def varied(pixels, row, rng):
    """A square as it would be around a box a little elsewhere, larger or smaller; mirrored and turned by quarters."""
    person = row.copy()
    if rng.random() < 0.6:
        wide = SIDE * np.exp(rng.uniform(-0.2, 0.25))
        left, top = (KEPT - wide) / 2 + rng.normal(0, 0.05 * SIDE, 2)
        scale = SIDE / wide
        pixels = np.asarray(Image.fromarray(pixels).transform((SIDE, SIDE), Image.Transform.AFFINE, (1 / scale, 0, left, 0, 1 / scale, top), Image.Resampling.BILINEAR))
    else:
        left, top, scale = BORDER, BORDER, 1.0
        pixels = pixels[BORDER:BORDER + SIDE, BORDER:BORDER + SIDE]
    person[[0, 2]], person[[1, 3]] = (person[[0, 2]] - left) * scale, (person[[1, 3]] - top) * scale
    for at in (6, 10, 14):
        person[at], person[at + 1], person[at + 3] = (person[at] - left) * scale, (person[at + 1] - top) * scale, person[at + 3] * scale
    if rng.random() < 0.5:  # mirrored, left hands are right ones
        pixels = pixels[:, ::-1]
        person[[0, 2]] = SIDE - person[[2, 0]]
        person[[6, 10, 14]] = SIDE - person[[6, 10, 14]]
        person[10:18], person[18:20] = np.concatenate([person[14:18], person[10:14]]), person[[19, 18]]
    for _ in range(rng.integers(0, 4)):  # a quarter against the clock: x, y become y, side - x
        pixels = np.rot90(pixels)
        person[[0, 1, 2, 3]] = person[1], SIDE - person[2], person[3], SIDE - person[0]
        for at in (6, 10, 14):
            person[at], person[at + 1] = person[at + 1], SIDE - person[at]
    return spoilt(np.ascontiguousarray(pixels), rng), person


def drawn(crops, chance, seed, step, count):
    """What a step learns from, as arrays. All of it follows from seed and step: it does not matter who draws it, or when."""
    rng = np.random.default_rng((seed, step))
    pixels, targets = np.empty((count, SIDE, SIDE, 3), np.uint8), []
    for i, n in enumerate(np.searchsorted(chance, rng.random(count))):
        row = crops.rows[n]
        pixels[i], person = varied(crops.pixels(n), row[3:], rng)
        targets.append(target(row[1], person))
    return pixels, light(count, rng), np.stack(targets)


def main():
    o = argparse.ArgumentParser(description="Trains the network that looks at each person more closely.")
    o.add_argument("--crops", nargs="+", required=True, help="folders that cutting.py wrote")
    o.add_argument("--out", required=True, help="folder for checkpoints; goes on from the one in it")
    o.add_argument("--start", help="a checkpoint whose weights to begin with")
    o.add_argument("--steps", type=int, default=20000)
    o.add_argument("--batch", type=int, default=48)
    o.add_argument("--rate", type=float, default=2e-3)
    o.add_argument("--decay", type=float, default=0.03)
    o.add_argument("--seed", type=int, default=1)
    o.add_argument("--threads", type=int, default=1)
    o.add_argument("--workers", type=int, default=0, help="processes that prepare squares; 0: this one does it. A GPU wants as many as there are cores")
    o.add_argument("--save-every", type=int, default=250)
    o = o.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    os.makedirs(o.out, exist_ok=True)
    crops = Crops(o.crops)
    one, out = crops.rows[:, 1] == SOMEBODY, (crops.rows[:, 3 + 18:3 + 20] * (crops.rows[:, [3 + 12, 3 + 16]] == 2)).sum(1) > 0
    print(f"{len(one)} squares, {one.sum()} of somebody, {out.sum()} of them with a hand out", flush=True)
    chance = np.cumsum(1 + 2.0 * out)
    chance /= chance[-1]
    net = Refine().to(device).to(memory_format=torch.channels_last)
    mean = copy.deepcopy(net).eval()
    heavy, thin = [p for p in net.parameters() if p.dim() > 1], [p for p in net.parameters() if p.dim() <= 1]
    optimiser = torch.optim.AdamW([{"params": heavy, "weight_decay": o.decay}, {"params": thin, "weight_decay": 0}], lr=o.rate)
    file, step = os.path.join(o.out, "last.pt"), 0
    if os.path.exists(file):
        kept = torch.load(file, map_location=device)
        net.load_state_dict(kept["net"])
        mean.load_state_dict(kept["mean"])
        optimiser.load_state_dict(kept["optimiser"])
        step = kept["step"]
        print(f"goes on from step {step}", flush=True)
    elif o.start:
        kept = torch.load(o.start, map_location=device)["mean"]
        net.load_state_dict(kept)
        mean.load_state_dict(kept)
    began, told, sums = time.time(), step, np.zeros(6)
    for pixels, (gain, plus), targets in in_order(lambda n: drawn(crops, chance, o.seed, n, o.batch), step, o.steps, o.workers):
        x = torch.from_numpy(pixels).to(device).float() * torch.from_numpy(gain).to(device)[:, None, None] + torch.from_numpy(plus).to(device)[:, None, None]
        for group in optimiser.param_groups:
            group["lr"] = rate(step, o.steps, o.rate)
        with torch.autocast(device, torch.bfloat16):
            person, cells = net(x.clamp_(0, 255).permute(0, 3, 1, 2))
        total, parts = loss(person.float(), cells.float(), torch.from_numpy(targets).to(device))
        optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 20)
        optimiser.step()
        step += 1
        if step % AVERAGED_EVERY == 0:
            follow(mean, net, min(0.99, step / (step + 100)))
        sums += [float(total), *(float(p) for p in parts)]
        if step % 50 == 0:
            s = sums / 50
            sums[:] = 0
            print(f"{step} of {o.steps}: {s[0]:.3f} = score {s[1]:.3f}, box {s[2]:.3f}, place {s[3]:.3f}, off {s[4]:.3f}, seen {s[5]:.3f};"
                  f" {(step - told) * o.batch / (time.time() - began):.0f} squares/s", flush=True)
        if step % o.save_every == 0 or step == o.steps:
            torch.save({"net": net.state_dict(), "mean": mean.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, file + ".new")
            os.replace(file + ".new", file)


if __name__ == "__main__":
    main()
