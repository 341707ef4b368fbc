"""What the network says of a square, read as the edge reads it (edge/Drivers/Inference/Refining/RefineDecoder.cs)."""
import numpy as np

from net import GRID, ROW, SIDE, STRIDE

PEAKS = 3  # places that a wrist may be at
APART = 2  # cells between two of them, at the least
SAME_WORTH = 0.7  # of both wrists at one place


def decoded(rows, middle_x, middle_y, side):
    """Rows of one square (577 x 12) to left, top, right, bottom, score, then x, y, seen of head, left and right wrist; pixels of the picture."""
    person, cells = rows[0], rows[1:].reshape(GRID, GRID, ROW)
    w, h = np.exp(np.clip(person[3:5], -4, 2)) * side
    x, y = middle_x + person[1] * side, middle_y + person[2] * side
    maps = [shares(cells[..., 4 * j]) for j in range(3)]
    head = (read(cells, maps[0], places(maps[0], 1)[0], (0,)),)
    either = maps[1] + maps[2]
    at = places(either, PEAKS)
    mass = [[near(maps[j], p) for p in at] for j in (1, 2)]
    _, left, right = max((mass[0][a] * mass[1][b] * (SAME_WORTH if a == b else 1), -a, -b) for a in range(len(at)) for b in range(len(at)))
    wrists = (read(cells, either, at[-left], (1, 2)), read(cells, either, at[-right], (1, 2)))
    scale = STRIDE * side / SIDE
    return [x - w / 2, y - h / 2, x + w / 2, y + h / 2, person[0],
            *(v for px, py, seen in (*head, *wrists) for v in (middle_x - side / 2 + px * scale, middle_y - side / 2 + py * scale, seen))]


def shares(logits):
    e = np.exp(logits - logits.max())
    return e / e.sum()


def around(p):
    return slice(max(0, p[0] - 1), p[0] + 2), slice(max(0, p[1] - 1), p[1] + 2)


def near(a, p):
    return float(a[around(p)].sum())


def places(a, most):
    """Row and column of the cells with the most around them, apart from each other."""
    padded = np.pad(a, 1)
    sums = sum(padded[r:r + GRID, c:c + GRID] for r in range(3) for c in range(3))
    found = []
    for _ in range(most):
        at = divmod(int(sums.argmax()), GRID)
        if sums[at] < 0:
            break
        found.append(at)
        sums[max(0, at[0] - APART):at[0] + APART + 1, max(0, at[1] - APART):at[1] + APART + 1] = -1
    return found


def read(cells, weights, p, joints):
    """The mean of what the cells around a place say of the point, and how sure it is that it can be seen."""
    x = y = seen = total = 0.0
    for r in range(max(0, p[0] - 1), min(GRID, p[0] + 2)):
        for c in range(max(0, p[1] - 1), min(GRID, p[1] + 2)):
            for j in joints:
                share = float(weights[r, c]) if len(joints) == 1 else float(weights[r, c]) / 2
                o = cells[r, c, 4 * j:4 * j + 4]
                x, y, seen, total = x + share * (c + 0.5 + o[1]), y + share * (r + 0.5 + o[2]), seen + share * o[3], total + share
    return x / total, y / total, seen / total
