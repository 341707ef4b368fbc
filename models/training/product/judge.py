"""How right a network is on products that it never saw, among sixty, known by a few pictures each."""

import numpy as np
import torch
from torch.nn import functional as F

from augment import Dice, make


@torch.no_grad()
def embed(net, pixels, dice, turned=False, **how):
    """Directions (N, 128) and empty-logits (N) of windows, each as some camera would show it."""
    net.eval()
    what, empty = [], []
    for at in range(0, len(pixels), 256):
        x = make(np.ascontiguousarray(pixels[at:at + 256]), dice, **how).to(memory_format=torch.channels_last)
        w, e = net.turned(x) if turned else net(x)
        what.append(w)
        empty.append(e[:, 0])
    return torch.cat(what), torch.cat(empty)


def scores(query, gallery):
    """(queries, products): the cosine to the middle of the pictures of each product. gallery: (products, pictures, 128)."""
    return query @ F.normalize(gallery.mean(1), dim=1).t()


def top1(what, numbers, enrol, dice, among=60, rounds=40):
    """Share of windows named rightly, and of those named as the right brand, over random sixties of products."""
    products = np.unique(numbers)
    at = {p: np.flatnonzero(numbers == p) for p in products}
    fit = [p for p in products if len(at[p]) > enrol]
    among = min(among, len(fit))
    right = brand = asked = 0
    for _ in range(rounds):
        chosen = [fit[i] for i in torch.randperm(len(fit), generator=dice.generator)[:among].tolist()]
        gallery, queries, truth = [], [], []
        for k, p in enumerate(chosen):
            order = at[p][torch.randperm(len(at[p]), generator=dice.generator).numpy()]
            gallery.append(what[order[:enrol]])
            queries.append(what[order[enrol:]])
            truth += [k] * (len(order) - enrol)
        said = scores(torch.cat(queries), torch.stack(gallery)).argmax(1).numpy()
        truth, brands = np.array(truth), np.array(chosen) // 12
        right += (said == truth).sum()
        brand += (brands[said] == brands[truth]).sum()
        asked += len(truth)
    return right / asked, brand / asked


def report(net, pixels, numbers, seed=1):
    """The figures that training prints: top-1 among sixty with five and with twelve pictures, and how well empty hands are told."""
    dice = Dice(seed)
    what, empty = embed(net, pixels, dice, miss_mm=40.0, millimetres=(3.0, 6.0))
    held = numbers >= 0
    figures = {}
    for enrol in (5, 12):
        if (np.unique(numbers[held], return_counts=True)[1] > enrol).sum() >= 20:
            figures[f"top1_of_60_by_{enrol}"], figures[f"brand_by_{enrol}"] = (round(float(v), 4) for v in top1(what[torch.from_numpy(held)], numbers[held], enrol, dice))
    if (~held).any():
        said = (empty > 0).numpy()
        figures["held_taken_for_empty"] = round(float(said[held].mean()), 4)
        figures["empty_taken_for_held"] = round(float((~said[~held]).mean()), 4)
    return figures
