"""Cuts squares out of rendered pictures to train with: around whom the people network sees, and around who is there."""
import argparse

import torch

import crops


def main():
    o = argparse.ArgumentParser(description=__doc__)
    o.add_argument("--pictures", nargs="+", required=True, help="folders that ./o4o render wrote, 640 x 480")
    o.add_argument("--people", required=True, help="the people network (.onnx) whose eye they are cut by")
    o.add_argument("--out", required=True)
    o.add_argument("--most", type=int, default=150000, help="squares, 62 kB each")
    o.add_argument("--bare", action="store_true", help="only around whom the network sees: for measuring")
    o.add_argument("--threads", type=int, default=1)
    o.add_argument("--seed", type=int, default=1)
    o = o.parse_args()
    torch.set_num_threads(o.threads)
    crops.make(o.pictures, o.people, o.out, o.seed, o.most, not o.bare)


if __name__ == "__main__":
    main()
