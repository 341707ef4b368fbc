"""What trainings of this folder share: steps that follow from their number alone, the rate, and the mean of the weights."""
import collections
import concurrent.futures
import math
import multiprocessing

import torch

_shared = {}


def in_order(make, first, steps, workers):
    """make(step) of one step after the other, made by as many processes as are asked for; 0: by this one. make follows from the step alone."""
    if workers == 0:
        yield from map(make, range(first, steps))
        return
    _shared["make"] = make  # forked with it: what it draws from is mapped, not copied
    with concurrent.futures.ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        waiting = collections.deque()
        for step in range(first, steps):
            waiting.append(pool.submit(_made, step))
            if len(waiting) > 3 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _made(step):
    return _shared["make"](step)


def rate(step, steps, most):
    """Up in a few steps, and down by a cosine."""
    warm = min(1.0, (step + 1) / min(300, 0.1 * steps))
    return most * warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * step / steps)))


def follow(mean, net, keep):
    """The mean of the weights over the last steps is worth more than the last weights."""
    with torch.no_grad():
        for a, b in zip(mean.state_dict().values(), net.state_dict().values()):
            if a.dtype.is_floating_point:
                a.mul_(keep).add_(b, alpha=1 - keep)
            else:
                a.copy_(b)
