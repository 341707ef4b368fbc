"""The whole way of the network that looks again, from an empty folder to a model that the edge runs: render, cut, train, export, bring to eight bits, measure that.

What is there already is not done again. `./o4o models train refine` calls it.
"""
import argparse
import os
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MODELS = os.path.join(HERE, "..", "..")

# Suite, seeds, pictures a second, share of the pictures in which nobody stretches out a hand, squares at most. Validation has other stores,
# cameras, clothes and days than training.
FULL = {
    "train": [("confusing", "22001-22050", "0.2", "1", 130000), ("confusing", "23001-23050", "0.5", "0", 100000),
              ("calm", "32001-32030", "0.2", "1", 30000), ("calm", "33001-33030", "1", "0.02", 40000)],
    "measure": [("confusing", "1-6", "0.1", "1")],
    "steps": 19000, "batch": 48, "taught": 60, "marks": [],
}
SMALL = {
    "train": [("confusing", "22001-22016", "0.15", "1", 30000)],
    "measure": [("confusing", "1-4", "0.1", "1")],
    "steps": 2000, "batch": 32, "taught": 10, "marks": ["--recall", "0.65", "--precision", "0.65", "--head", "0.45", "--wrist", "0.30"],
}


def run(*command):
    print("+ " + " ".join(command), flush=True)
    done = subprocess.run(command, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def render(o4o, out, kind, days):
    for suite, seeds, fps, idle, *rest in days:
        folder = os.path.join(out, f"{kind}-{suite}" + ("" if idle == "1" else "-reaching"))
        if not os.path.exists(os.path.join(folder, "annotations.json")):
            run(*shlex.split(o4o), "render", "--suite", suite, "--seeds", seeds, "--fps", fps, "--idle", idle, *(() if idle == "1" else ("--empty", "0")), "--out", folder)
        yield folder, *rest


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("--o4o", required=True, help=argparse.SUPPRESS)
    o.add_argument("--out", required=True, help="folder for pictures, squares, checkpoints and the model")
    o.add_argument("--people", default=os.path.join(MODELS, "people-overhead.json"), help="the people network by whose eye squares are cut, its manifest")
    o.add_argument("--small", action="store_true", help="few pictures, few steps: minutes, and marks that a sound recipe reaches; exit 1 below them")
    o.add_argument("--steps", type=int, help="steps of training in place of the usual")
    o.add_argument("--threads", type=int, default=max(1, min(4, os.cpu_count() or 1)))
    o.add_argument("--workers", type=int, default=0, help="processes that prepare squares; a GPU wants as many as there are cores")
    o.add_argument("--seed", type=int, default=1)
    o = o.parse_args()
    plan = SMALL if o.small else FULL
    out, people = os.path.abspath(o.out), os.path.abspath(o.people)
    os.makedirs(out, exist_ok=True)
    squares = []
    for folder, most in render(o.o4o, out, "train", plan["train"]):
        squares.append(folder + "-squares")
        if not os.path.exists(os.path.join(squares[-1], "rows.npy")):
            run(sys.executable, os.path.join(HERE, "cutting.py"), "--pictures", folder, "--people", people, "--out", squares[-1], "--most", str(most), "--threads", str(o.threads), "--seed", str(o.seed))
    held = [folder for folder, in render(o.o4o, out, "measure", plan["measure"])]
    run(sys.executable, os.path.join(HERE, "train.py"), "--crops", *squares, "--out", os.path.join(out, "run"), "--steps", str(o.steps or plan["steps"]),
        "--batch", str(plan["batch"]), "--threads", str(o.threads), "--workers", str(o.workers), "--seed", str(o.seed))
    whole = os.path.join(out, "float")  # of 32-bit numbers
    run(sys.executable, os.path.join(HERE, "export.py"), "--checkpoint", os.path.join(out, "run", "last.pt"), "--out", whole)
    run(sys.executable, os.path.join(HERE, "quantising.py"), "--model", os.path.join(whole, "people-refine.json"), "--crops", *squares, "--out", out,
        "--steps", str(plan["taught"]), "--threads", str(o.threads), "--seed", str(o.seed))
    run(sys.executable, os.path.join(HERE, "measure.py"), "--people", people, "--refine", os.path.join(out, "people-refine.onnx"), "--pictures", *held, *plan["marks"])


if __name__ == "__main__":
    main()
