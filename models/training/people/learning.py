"""What the network should have said, and how far it was off."""
import numpy as np
import torch
from torch.nn import functional as F

from network import STRIDE

CENTRE = 0.35  # a cell is a person's within this share of the box's sides from its middle
FALL = 0.25  # and its share falls off with this spread
NEAR_REACH = 1.6  # cells
NEAR_SPREAD = 0.8
NEAR_SHARP = 0.5  # of the share: the cell with the point in it must stand out
OUT_WORTH = 6.0  # a hand that is stretched out, among so many that hang
TEN_CM_MIN = 2.5  # pixels: those far away would otherwise be all that counts

# Planes of the targets: score, its weight, a person's cell and its weight, box (4), points (x, y, ten cm, weight, seen) x 3, near (share, x, y, weight, share's weight) x 2
SCORE, SCORE_WEIGHT, POSITIVE, BOX, POINTS, NEAR, NEAR_PLANES, PLANES = 0, 1, 2, 3, 7, 22, 5, 32


def targets(people, columns, rows):
    """Planes of one picture, PLANES x rows x columns; lengths in cells."""
    t = np.zeros((PLANES, rows, columns), np.float32)
    t[SCORE_WEIGHT] = 1
    gx, gy = np.meshgrid(np.arange(columns, dtype=np.float32) + 0.5, np.arange(rows, dtype=np.float32) + 0.5)
    _near(t, people, gx, gy)
    learnt = people[people[:, 4] > 0]
    for p in people[people[:, 4] == 0]:
        t[SCORE_WEIGHT][(gx >= p[0] / STRIDE - 0.5) & (gx <= p[2] / STRIDE + 0.5) & (gy >= p[1] / STRIDE - 0.5) & (gy <= p[3] / STRIDE + 0.5)] = 0
    if len(learnt) == 0:
        return t
    b = learnt[:, :4] / STRIDE
    cx, cy, w, h = (b[:, 0] + b[:, 2]) / 2, (b[:, 1] + b[:, 3]) / 2, b[:, 2] - b[:, 0], b[:, 3] - b[:, 1]
    # How far from the middle, in parts of the box; a small box has at least the cells around its middle.
    dx, dy = (gx[None] - cx[:, None, None]) / np.maximum(w, 2)[:, None, None], (gy[None] - cy[:, None, None]) / np.maximum(h, 2)[:, None, None]
    far = dx * dx + dy * dy
    owner = far.argmin(0)
    nearest = np.take_along_axis(far, owner[None], 0)[0]
    mine = nearest < CENTRE * CENTRE
    for i in np.argsort(-learnt[:, 5]):  # nobody goes without a cell, and those who are seen best come last
        c, r = min(columns - 1, max(0, int(cx[i]))), min(rows - 1, max(0, int(cy[i])))
        if not (mine & (owner == i)).any():
            owner[r, c], mine[r, c], nearest[r, c] = i, True, far[i, r, c]
    fall = np.exp(-nearest / (2 * FALL * FALL))
    best = np.ones(len(learnt), np.float32)
    for i in range(len(learnt)):
        cells = mine & (owner == i)
        best[i] = max(fall[cells].max(), 1e-3) if cells.any() else 1
        t[POSITIVE][cells] = 1 / max(1, cells.sum())
    t[SCORE][mine] = (fall / best[owner])[mine]
    t[SCORE_WEIGHT][mine] = 1
    of = owner[mine]
    t[BOX:BOX + 4, mine] = np.stack([cx[of] - gx[mine], cy[of] - gy[mine], np.log(w[of]), np.log(h[of])])
    for j in range(3):
        k = learnt[of, 6 + 4 * j:10 + 4 * j]
        weight = np.where(k[:, 2] == 2, 1, np.where(k[:, 2] == 1, 0.25, 0))
        if j > 0:
            weight = weight * np.where(learnt[of, 17 + j] > 0, OUT_WORTH, 1)
        t[POINTS + 5 * j:POINTS + 5 * j + 5, mine] = np.stack([
            k[:, 0] / STRIDE - gx[mine], k[:, 1] / STRIDE - gy[mine], np.maximum(k[:, 3], TEN_CM_MIN) / STRIDE, weight, k[:, 2] == 2])
    return t


def _near(t, people, gx, gy):
    """Of heads, and of wrists of either hand: which hand it is cannot be told from its neighbourhood."""
    for which, joints in enumerate(((0,), (1, 2))):
        at = NEAR + NEAR_PLANES * which
        t[at + 4] = 1
        seen = np.concatenate([people[people[:, 6 + 4 * j + 2] == 2, 6 + 4 * j:10 + 4 * j] for j in joints])
        worth = np.concatenate([1 + (OUT_WORTH - 1) * (j > 0) * people[people[:, 6 + 4 * j + 2] == 2, 17 + j] for j in joints])
        if len(seen) == 0:
            continue
        dx, dy = seen[:, 0, None, None] / STRIDE - gx[None], seen[:, 1, None, None] / STRIDE - gy[None]
        far = dx * dx + dy * dy
        owner = far.argmin(0)[None]
        nearest = np.take_along_axis(far, owner, 0)[0]
        close = nearest < NEAR_REACH ** 2
        t[at] = np.exp(-nearest / (2 * NEAR_SHARP * NEAR_SHARP)) * close
        t[at + 1], t[at + 2] = np.take_along_axis(dx, owner, 0)[0], np.take_along_axis(dy, owner, 0)[0]
        worth = np.where(close, worth[owner[0]], 1)
        t[at + 3] = worth * close / (np.maximum(seen[:, 3], TEN_CM_MIN)[owner[0]] / STRIDE) * np.exp(-nearest / (2 * NEAR_SPREAD * NEAR_SPREAD))
        t[at + 4] = worth


def loss(rows, t, weights=(0.5, 4.0, 2.0, 0.5, 0.2, 1.0)):
    """Sum of the parts, and the parts. rows: N x 21 x h x w raw, t: N x PLANES x h x w."""
    n = rows.shape[0]
    score = _quality(rows[:, 4], t[:, SCORE], t[:, SCORE_WEIGHT]) / n
    positive = t[:, POSITIVE] > 0
    r, g = rows.permute(0, 2, 3, 1)[positive].float(), t.permute(0, 2, 3, 1)[positive]
    weight = g[:, POSITIVE]
    people = weight.sum().clamp(min=1)
    box = ((1 - _giou(r[:, :4], g[:, BOX:BOX + 4])) * weight).sum() / people
    head = _off(r[:, 5:7], g[:, POINTS:POINTS + 5])
    own = 1.5 * (head * weight).sum() / people
    seen = (_said(r[:, 7], g[:, POINTS + 4]) * weight).sum() / people
    hands, hands_seen, one_is_left = _hands(r, g)
    own = own + 0.75 * (hands * weight).sum() / people
    seen = seen + (hands_seen * weight).sum() / people + (one_is_left * weight).sum() / people
    near_score, near = rows.new_zeros(()).float(), rows.new_zeros(()).float()
    for j in range(2):
        at = NEAR + NEAR_PLANES * j
        near_score = near_score + _quality(rows[:, 16 + 3 * j], t[:, at], t[:, at + 4]) / n
        off = torch.sqrt(((rows[:, 14 + 3 * j:16 + 3 * j] - t[:, at + 1:at + 3]) ** 2).sum(1) + 1e-4)
        near = near + (off * t[:, at + 3]).sum() / (t[:, at + 3] > 0).sum().clamp(min=1)
    parts = (score, box, own, seen, near_score, near)
    return sum(w * p for w, p in zip(weights, parts)), parts


def _off(said, wanted):
    """How far off, in ten centimetres; far is not much worse than less far."""
    return torch.log1p(torch.sqrt(((said - wanted[:, :2]) ** 2).sum(1) + 1e-4) / wanted[:, 2].clamp(min=0.1)) * wanted[:, 3]


def _said(logits, wanted):
    return F.binary_cross_entropy_with_logits(logits, wanted, reduction="none")


def _hands(r, g):
    """The two wrists as they come, and apart from that which of them is the left one.

    From above, left and right often cannot be told: a network that must name them says the middle between both. So it may name them
    in either order, the better of the two counts, and it says besides whether the first is the left one.
    """
    left, right = g[:, POINTS + 5:POINTS + 10], g[:, POINTS + 10:POINTS + 15]
    straight = _off(r[:, 8:10], left) + _off(r[:, 11:13], right)
    crossed = _off(r[:, 8:10], right) + _off(r[:, 11:13], left)
    is_straight = (straight <= crossed).detach()
    seen = torch.where(is_straight, _said(r[:, 10], left[:, 4]) + _said(r[:, 13], right[:, 4]), _said(r[:, 10], right[:, 4]) + _said(r[:, 13], left[:, 4]))
    known = ((left[:, 3] > 0) & (right[:, 3] > 0)).float()
    return torch.minimum(straight, crossed), seen, _said(r[:, 20], is_straight.float()) * known


def _quality(logits, wanted, weight):
    """Quality focal loss (Li et al., "Generalized Focal Loss", 2020)."""
    logits = logits.float()
    off = (torch.sigmoid(logits) - wanted).abs()
    return (F.binary_cross_entropy_with_logits(logits, wanted, reduction="none") * off * off * weight).sum()


def _giou(said, wanted):
    ax, ay, aw, ah = said[:, 0], said[:, 1], torch.exp(said[:, 2].clamp(max=5)), torch.exp(said[:, 3].clamp(max=5))
    bx, by, bw, bh = wanted[:, 0], wanted[:, 1], torch.exp(wanted[:, 2]), torch.exp(wanted[:, 3])
    iw = (torch.min(ax + aw / 2, bx + bw / 2) - torch.max(ax - aw / 2, bx - bw / 2)).clamp(min=0)
    ih = (torch.min(ay + ah / 2, by + bh / 2) - torch.max(ay - ah / 2, by - bh / 2)).clamp(min=0)
    hw = torch.max(ax + aw / 2, bx + bw / 2) - torch.min(ax - aw / 2, bx - bw / 2)
    hh = torch.max(ay + ah / 2, by + bh / 2) - torch.min(ay - ah / 2, by - bh / 2)
    inter = iw * ih
    union = aw * ah + bw * bh - inter
    hull = hw * hh
    return inter / union.clamp(min=1e-6) - (hull - union) / hull.clamp(min=1e-6)
