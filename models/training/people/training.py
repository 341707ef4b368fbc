"""Trains the network. Seeded; a run that was broken off goes on where its last checkpoint was."""
import argparse
import copy
import os
import sys
import time

import numpy as np
import torch

import learning
from network import STRIDE, People
from pictures import HEIGHT, WIDTH, Pictures, light, reaching, turned, varied

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from stepping import follow, in_order, rate  # noqa: E402


PART = (192, 160)
AVERAGED_EVERY = 5


def drawn(pictures, chance, seed, step, count, size):
    """What a step learns from, as arrays. All of it follows from seed and step: it does not matter who draws it, or when."""
    rng = np.random.default_rng((seed, step))
    pixels, people = np.empty((count, size[1], size[0], 3), np.uint8), []
    for i, n in enumerate(rng.choice(len(pictures), count, p=chance)):
        pixels[i], p = varied(pictures.pixels[n], pictures.people[n], rng, size)
        people.append(p)
    # Cameras hang at any turn: half of the batches are upright.
    if rng.random() < 0.5:
        pixels, people = turned(pixels, people)
    rows, columns = pixels.shape[1] // STRIDE, pixels.shape[2] // STRIDE
    return np.ascontiguousarray(pixels), light(count, rng), np.stack([learning.targets(p, columns, rows) for p in people])


def given(pixels, lights, t, device):
    """The same as the network and the loss take it."""
    gain, plus = (torch.from_numpy(a)[:, None, None].to(device) for a in lights)
    x = torch.from_numpy(pixels).to(device).float().mul_(gain).add_(plus).clamp_(0, 255)
    return x.permute(0, 3, 1, 2), torch.from_numpy(t).to(device)


def main():
    o = argparse.ArgumentParser(description="Trains the people network on rendered pictures.")
    o.add_argument("--pictures", nargs="+", required=True, help="folders that ./o4o render wrote, 320 x 240")
    o.add_argument("--out", required=True, help="folder for checkpoints; goes on from the one in it")
    o.add_argument("--start", help="a checkpoint whose weights to begin with")
    o.add_argument("--steps", type=int, default=10000)
    o.add_argument("--parts", type=int, default=5000, help="so many steps at first look only at parts of pictures, where people are")
    o.add_argument("--batch", type=int, default=32)
    o.add_argument("--rate", type=float, default=2e-3)
    o.add_argument("--decay", type=float, default=0.02)
    o.add_argument("--seed", type=int, default=1)
    o.add_argument("--threads", type=int, default=1)
    o.add_argument("--workers", type=int, default=0, help="processes that prepare pictures; 0: this one does it. A GPU wants as many as there are cores")
    o.add_argument("--save-every", type=int, default=250)
    o = o.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    os.makedirs(o.out, exist_ok=True)
    pictures = Pictures(o.pictures, os.path.join(o.out, "pictures"))
    print(f"{len(pictures)} pictures, {sum(int(p[:, 4].sum()) for p in pictures.people)} people to learn from", flush=True)
    # Who is crowded is seen more often, and who stretches out a hand more often still: few do at any moment, and they are whom it is about.
    chance = np.array([1 + min(8, p[:, 4].sum()) + 6 * min(3, reaching(p).sum()) for p in pictures.people])
    chance /= chance.sum()
    net = People().to(device).to(memory_format=torch.channels_last)
    mean = copy.deepcopy(net).eval()
    heavy = [p for p in net.parameters() if p.dim() > 1]
    thin = [p for p in net.parameters() if p.dim() <= 1]
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
        kept = torch.load(o.start, map_location=device)
        net.start_from(kept["mean"])
        mean.start_from(kept["mean"])
    began, told = time.time(), step
    sums = np.zeros(7)
    make = lambda step: drawn(pictures, chance, o.seed, step, o.batch, PART if step < o.parts else (WIDTH, HEIGHT))
    for arrays in in_order(make, step, o.steps, o.workers):
        x, t = given(*arrays, device)
        for group in optimiser.param_groups:
            group["lr"] = rate(step, o.steps, o.rate)
        with torch.autocast(device, torch.bfloat16):
            rows = net(x)
        total, parts = learning.loss(rows.float(), t)
        optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 50)
        optimiser.step()
        step += 1
        if step % AVERAGED_EVERY == 0:
            follow(mean, net, min(0.99, step / (step + 100)))
        sums += [float(total), *(float(p) for p in parts)]
        if step % 50 == 0:
            done = step - told
            s = sums / 50
            sums[:] = 0
            print(f"{step} of {o.steps}: {s[0]:.3f} = score {s[1]:.3f}, box {s[2]:.3f}, points {s[3]:.3f}, seen {s[4]:.3f}, near {s[5]:.3f} {s[6]:.3f};"
                  f" {done * o.batch / (time.time() - began):.0f} pictures/s", flush=True)
        if step % o.save_every == 0 or step == o.steps:
            torch.save({"net": net.state_dict(), "mean": mean.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, file + ".new")
            os.replace(file + ".new", file)


if __name__ == "__main__":
    main()
