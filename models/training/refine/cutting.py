"""Cuts squares out of rendered pictures to train with: around whom the people network sees, and around who is there."""
import argparse
import json
import os

import torch

import crops


def main():
    o = argparse.ArgumentParser(description=__doc__)
    o.add_argument("--pictures", nargs="+", required=True, help="folders that ./o4o render wrote, 640 x 480")
    o.add_argument("--people", required=True, help="the manifest (.json) of the people network by whose eye they are cut, its file beside it")
    o.add_argument("--out", required=True)
    o.add_argument("--most", type=int, default=150000, help="squares, 62 kB each")
    o.add_argument("--threads", type=int, default=1)
    o.add_argument("--seed", type=int, default=1)
    o = o.parse_args()
    torch.set_num_threads(o.threads)
    with open(o.people, encoding="utf-8") as f:
        people = os.path.join(os.path.dirname(o.people), json.load(f)["file"])
    crops.make(o.pictures, people, o.out, o.seed, o.most)


if __name__ == "__main__":
    main()
