"""The network: a square around one person in, that person's box and a map of places for head and each wrist out."""
import os
import sys

import torch
from torch import nn
from torch.nn import functional as F

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "people"))
from network import Residual, block  # noqa: E402

SIDE = 96  # pixels of the square
STRIDE = 4
GRID = SIDE // STRIDE
CELLS = GRID * GRID
ROW = 12  # see edge/Drivers/Inference/Refining/RefineDecoder.cs


class Refine(nn.Module):
    """Squares 0 to 255 in; out: N x 5 raw (person, box), and N x 12 x 24 x 24 raw (head, left, right: place, x, y, seen)."""

    def __init__(self, widths=(16, 32, 32, 96, 128)):
        super().__init__()
        a, b, c, d, e = widths
        # No BatchNorm on the finest planes: it would take a third of the training's time.
        self.quarter = nn.Sequential(nn.Conv2d(3, a, 3, 2, 1), nn.ReLU(inplace=True), block(a, b, 2))
        self.fine = block(b, c)
        self.eighth = nn.Sequential(block(c, d, 2), Residual(d), Residual(d))
        self.sixteenth = nn.Sequential(block(d, e, 2), Residual(e), Residual(e))
        self.down8, self.mix8 = nn.Conv2d(e, d, 1), block(d, d)
        self.down4, self.mix4 = nn.Conv2d(d, c, 1), block(c, 2 * c)
        self.cells = nn.Conv2d(2 * c, ROW, 1)
        self.few = nn.Sequential(nn.Conv2d(e, 32, 1), nn.ReLU(inplace=True))
        self.whole = nn.Sequential(nn.Linear(32 * (SIDE // 16) ** 2, 96), nn.ReLU(inplace=True), nn.Linear(96, 5))
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
                if m.bias is not None:
                    nn.init.zeros_(m.bias)
            elif isinstance(m, Residual):
                nn.init.zeros_(m.second[1].weight)  # begins as if it were not there
        nn.init.normal_(self.cells.weight, std=0.01)
        nn.init.normal_(self.whole[2].weight, std=0.01)
        with torch.no_grad():
            self.whole[2].bias[:] = torch.tensor([0, 0, 0, -0.4, -0.4])  # the box's usual size, in logarithms of the square's side

    def forward(self, squares):
        x4 = self.fine(self.quarter(squares * (1 / 64.0) - 2.0))
        x8 = self.eighth(x4)
        x16 = self.sixteenth(x8)
        x8 = self.mix8(x8 + F.interpolate(self.down8(x16), scale_factor=2.0, mode="nearest"))
        x4 = self.mix4(x4 + F.interpolate(self.down4(x8), scale_factor=2.0, mode="nearest"))
        return self.whole(self.few(x16).flatten(1)), self.cells(x4)


class Shipped(nn.Module):
    """The same as the edge reads it: 1 x 577 x 12, the person's row first (share, box, noughts), then the cells' rows; shares from 0 to 1, places as logarithms."""

    def __init__(self, refine):
        super().__init__()
        self.refine = refine
        mask = torch.zeros(1, 1, ROW)
        mask[..., [3, 7, 11]] = 1
        self.register_buffer("seen", mask)

    def forward(self, squares):
        person, cells = self.refine(squares)
        cells = cells.permute(0, 2, 3, 1).reshape(cells.shape[0], CELLS, ROW)
        cells = torch.sigmoid(cells) * self.seen + cells * (1 - self.seen)
        person = torch.cat([torch.sigmoid(person[:, :1]), person[:, 1:], torch.zeros(person.shape[0], ROW - 5)], 1)
        return torch.cat([person[:, None], cells], 1)
