"""What the network should have said, and how far it was off."""
import numpy as np
import torch
from torch.nn import functional as F

from crops import SOMEBODY
from net import GRID, SIDE, STRIDE

SPREAD = 0.7  # cells: how sharp the map of a joint's place should be
REACH = 1.6  # cells around a joint that say where in them it is
OUT_WORTH = 3.0  # a hand that is stretched out, among so many that hang
TEN_CM_MIN = 2.5  # pixels: those far away would otherwise be all that counts
HIDDEN_WORTH = 0.25
PLACES = np.arange(GRID, dtype=np.float32) + 0.5

# Numbers of a target: kind; box (middle x, y, width, height, in parts of the square); then for each joint x, y (cells), its worth, seen, ten cm (cells)
KIND, BOX, JOINTS, JOINT, LENGTH = 0, 1, 5, 5, 20


def target(kind, person):
    """person: a row of Pictures in pixels of the square."""
    t = np.zeros(LENGTH, np.float32)
    t[KIND] = kind
    if kind != SOMEBODY:
        return t
    t[BOX:BOX + 4] = (person[0] + person[2]) / 2 / SIDE - 0.5, (person[1] + person[3]) / 2 / SIDE - 0.5, (person[2] - person[0]) / SIDE, (person[3] - person[1]) / SIDE
    for j in range(3):
        x, y, sight, ten = person[6 + 4 * j:10 + 4 * j]
        within = 0 <= x < SIDE and 0 <= y < SIDE
        worth = 0 if not within or sight == 0 else HIDDEN_WORTH if sight == 1 else 1
        if j and person[17 + j] > 0:
            worth *= OUT_WORTH
        t[JOINTS + JOINT * j:JOINTS + JOINT * (j + 1)] = x / STRIDE, y / STRIDE, worth, sight == 2 and within, max(ten, TEN_CM_MIN) / STRIDE
    return t


def loss(person, cells, t):
    """Sum of the parts, and the parts. person: N x 5 raw, cells: N x 12 x 24 x 24 raw, t: N x LENGTH."""
    is_one = t[:, KIND] == SOMEBODY
    p, cells, g = person[is_one], cells[is_one], t[is_one]
    many = max(1, len(g))
    told, wanted = corners(p[:, 1:3], torch.exp(p[:, 3:5].clamp(-4, 2))), corners(g[:, BOX:BOX + 2], g[:, BOX + 2:BOX + 4])
    shared, general = overlaps(told, wanted)
    box = (1 - general).sum() / many
    share = torch.zeros_like(t[:, 0])
    share[is_one] = shared.detach().clamp(0, 1)
    score = F.binary_cross_entropy_with_logits(person[:, 0], share)
    at = torch.from_numpy(PLACES).to(cells)
    place, off, sight = person.new_zeros(()), person.new_zeros(()), person.new_zeros(())
    for j in range(3):
        x, y, worth, is_seen, ten = g[:, JOINTS + JOINT * j:JOINTS + JOINT * (j + 1)].unbind(1)
        dx, dy = x[:, None] - at, y[:, None] - at
        far = dx[:, None, :] ** 2 + dy[:, :, None] ** 2  # N x rows x columns
        near = torch.exp(-far / (2 * SPREAD * SPREAD))
        near = near / near.sum((1, 2), keepdim=True).clamp(min=1e-6)
        logits = cells[:, 4 * j]
        place = place - ((near * F.log_softmax(logits.flatten(1), 1).view_as(logits)).sum((1, 2)) * worth).sum() / many
        close = near * (far < REACH * REACH)
        wrong = torch.sqrt((cells[:, 4 * j + 1] - dx[:, None, :]) ** 2 + (cells[:, 4 * j + 2] - dy[:, :, None]) ** 2 + 1e-4) / ten[:, None, None]
        off = off + ((wrong * close).sum((1, 2)) * worth).sum() / many
        said = F.binary_cross_entropy_with_logits(cells[:, 4 * j + 3], is_seen[:, None, None].expand_as(far), reduction="none")
        sight = sight + ((said * close).sum((1, 2)) * (worth > 0)).sum() / many
    parts = (score, box, place, off, sight)
    return 2 * score + 2 * box + 0.4 * place + 0.5 * off + 0.3 * sight, parts


def corners(middle, size):
    return torch.cat([middle - size / 2, middle + size / 2], 1)


def overlaps(a, b):
    """Intersection over union, and the same generalised (Rezatofighi et al., 2019)."""
    w = (torch.minimum(a[:, 2], b[:, 2]) - torch.maximum(a[:, 0], b[:, 0])).clamp(min=0)
    h = (torch.minimum(a[:, 3], b[:, 3]) - torch.maximum(a[:, 1], b[:, 1])).clamp(min=0)
    hull = (torch.maximum(a[:, 2], b[:, 2]) - torch.minimum(a[:, 0], b[:, 0])) * (torch.maximum(a[:, 3], b[:, 3]) - torch.minimum(a[:, 1], b[:, 1]))
    both = w * h
    union = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1]) + (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1]) - both
    return both / union.clamp(min=1e-6), both / union.clamp(min=1e-6) - (hull - union) / hull.clamp(min=1e-6)
