"""The whole way of the people network, from an empty folder to a model that the edge runs: render, train, export, bring to eight bits, measure that.

What is there already is not done again. `./o4o models train people` calls it.
"""
import argparse
import os
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# Suite, seeds, pictures a second, share of the pictures in which nobody stretches out a hand. Validation has other stores, cameras, clothes and days than training.
FULL = {
    "train": [("confusing", "20001-20300", "0.2", "1"), ("calm", "30001-30130", "0.2", "1"), ("confusing", "21001-21090", "0.5", "0"), ("calm", "31001-31040", "1", "0.02")],
    "measure": [("confusing", "1-16", "0.15", "1")],
    "steps": 150000, "parts": 60000, "batch": 32, "taught": 300, "marks": [],
}
SMALL = {
    "train": [("confusing", "20001-20024", "0.15", "1")],
    "measure": [("confusing", "1-4", "0.1", "1")],
    "steps": 2700, "parts": 2700, "batch": 12, "taught": 60, "marks": ["--recall", "0.33", "--precision", "0.18", "--head", "0.17"],
}


def run(*command):
    print("+ " + " ".join(command), flush=True)
    done = subprocess.run(command, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def render(o4o, out, kind, days):
    folders = []
    for suite, seeds, fps, idle in days:
        folder = os.path.join(out, f"{kind}-{suite}" + ("" if idle == "1" else "-reaching"))
        if not os.path.exists(os.path.join(folder, "annotations.json")):
            run(*shlex.split(o4o), "render", "--suite", suite, "--seeds", seeds, "--fps", fps, "--idle", idle, "--size", "320x240", "--out", folder)
        folders.append(folder)
    return folders


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("--o4o", required=True, help=argparse.SUPPRESS)
    o.add_argument("--out", required=True, help="folder for pictures, checkpoints and the model")
    o.add_argument("--small", action="store_true", help="few pictures, few steps: minutes, and marks that a sound recipe reaches; exit 1 below them")
    o.add_argument("--steps", type=int, help="steps of training in place of the usual")
    o.add_argument("--threads", type=int, default=max(1, min(4, os.cpu_count() or 1)))
    o.add_argument("--workers", type=int, default=0, help="processes that prepare pictures; a GPU wants as many as there are cores")
    o.add_argument("--seed", type=int, default=1)
    o = o.parse_args()
    plan = SMALL if o.small else FULL
    out = os.path.abspath(o.out)
    os.makedirs(out, exist_ok=True)
    learnt, held = render(o.o4o, out, "train", plan["train"]), render(o.o4o, out, "measure", plan["measure"])
    steps = o.steps or plan["steps"]
    parts = steps * plan["parts"] // plan["steps"]
    run(sys.executable, os.path.join(HERE, "training.py"), "--pictures", *learnt, "--out", os.path.join(out, "run"), "--steps", str(steps), "--parts", str(parts),
        "--batch", str(plan["batch"]), "--threads", str(o.threads), "--workers", str(o.workers), "--seed", str(o.seed))
    checkpoint = os.path.join(out, "run", "last.pt")
    whole = os.path.join(out, "float")  # of 32-bit numbers
    run(sys.executable, os.path.join(HERE, "exporting.py"), "--checkpoint", checkpoint, "--out", whole)
    run(sys.executable, os.path.join(HERE, "quantising.py"), "--model", os.path.join(whole, "people-overhead.json"), "--pictures", *learnt, "--cache", os.path.join(out, "run", "pictures"),
        "--out", out, "--steps", str(plan["taught"]), "--threads", str(o.threads), "--seed", str(o.seed))
    run(sys.executable, os.path.join(HERE, "measuring.py"), "--checkpoint", os.path.join(out, "people-overhead.onnx"), "--pictures", *held, *plan["marks"])


if __name__ == "__main__":
    main()
