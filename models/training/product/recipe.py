"""The whole way of the network of products in hands, from an empty folder to a model that the edge runs: render, train, fit, export, bring to eight bits.

What is there already is not done again. `./o4o models train product` calls it.
"""
import argparse
import json
import os
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# Stores to train with, pictures of each product and of bare hands in each, batches; stores that sell other products to fit on.
FULL = {"train": ("1001-1120", 5, 120), "fit": ("5001-5005", 12, 100), "steps": 40000, "mark": None}
SMALL = {"train": ("1001-1040", 5, 20), "fit": ("5001-5002", 12, 50), "steps": 1500, "mark": 0.2}


def run(*command):
    print("+ " + " ".join(command), flush=True)
    done = subprocess.run(command, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def render(o4o, folder, plan, products):
    seeds, goods, bare = plan
    if not os.path.exists(os.path.join(folder, "looks.jsonl")):
        run(*shlex.split(o4o), "render", "--scenario", "mixed", "--seeds", seeds, "--crops", "96", "--goods", str(goods), "--bare", str(bare), "--fps", "0.02", "--products", products, "--out", folder)
    return folder


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("--o4o", required=True, help=argparse.SUPPRESS)
    o.add_argument("--out", required=True, help="folder for pictures, checkpoints and the model")
    o.add_argument("--small", action="store_true", help="few pictures, few batches: minutes, and a mark that a sound recipe reaches; exit 1 below it")
    o.add_argument("--steps", type=int, help="batches in place of the usual")
    o.add_argument("--threads", type=int, default=max(1, min(4, os.cpu_count() or 1)))
    o.add_argument("--seed", type=int, default=1)
    o = o.parse_args()
    plan, out = SMALL if o.small else FULL, os.path.abspath(o.out)
    os.makedirs(out, exist_ok=True)
    train, fit = render(o.o4o, os.path.join(out, "train"), plan["train"], "0-2999"), render(o.o4o, os.path.join(out, "fit"), plan["fit"], "3000-4499")
    run(sys.executable, os.path.join(HERE, "train.py"), "--data", train, "--out", os.path.join(out, "run"), "--steps", str(o.steps or plan["steps"]),
        "--threads", str(o.threads), "--seed", str(o.seed))
    whole = os.path.join(out, "float")  # of 32-bit numbers
    run(sys.executable, os.path.join(HERE, "export.py"), "--checkpoint", os.path.join(out, "run", "last.pt"), "--fit", fit, "--out", whole)
    run(sys.executable, os.path.join(HERE, "quantising.py"), "--model", os.path.join(whole, "product-in-hand.json"), "--data", train, "--out", out,
        "--threads", str(o.threads), "--seed", str(o.seed))
    with open(os.path.join(out, "run", "figures.json"), encoding="utf-8") as file:
        reached = json.load(file)["top1_of_60_by_5"]
    print(f"right one of sixty that were never trained with, by five pictures each: {reached:.3f}" + (f", at least {plan['mark']} is asked" if plan["mark"] else ""))
    if plan["mark"] and reached < plan["mark"]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
