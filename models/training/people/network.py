"""The network: dense 3 x 3 convolutions, the fastest a multiplication on one core, to one grid of eight pixels a cell."""
import torch
from torch import nn
from torch.nn import functional as F

STRIDE = 8
ROW = 21  # see edge/Drivers/Inference/Decoding/OverheadDecoder.cs
SHARES = (4, 7, 10, 13, 16, 19, 20)


def block(i, o, stride=1):
    return nn.Sequential(nn.Conv2d(i, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU(inplace=True))


class Residual(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.first = block(c, c)
        self.second = nn.Sequential(nn.Conv2d(c, c, 3, 1, 1, bias=False), nn.BatchNorm2d(c))

    def forward(self, x):
        return F.relu(x + self.second(self.first(x)))


class People(nn.Module):
    """Pictures 0 to 255 in, raw rows out: 1 x 21 x rows x columns."""

    def __init__(self, widths=(16, 32, 64, 96, 128), neck=64):
        super().__init__()
        a, b, c, d, e = widths
        # No BatchNorm on the finest planes: it would take a third of the training's time.
        self.quarter = nn.Sequential(nn.Conv2d(3, a, 3, 2, 1), nn.ReLU(inplace=True), block(a, b, 2))
        self.eighth = nn.Sequential(block(b, c, 2), block(c, c))
        self.sixteenth = nn.Sequential(block(c, d, 2), Residual(d), Residual(d))
        self.whole = nn.Sequential(block(d, e, 2), Residual(e))
        self.down16, self.mix16 = nn.Conv2d(e, d, 1), block(d, d)
        self.down8, self.mix8 = nn.Conv2d(d, c, 1), block(c, neck)
        self.head = nn.Sequential(block(neck, neck), Residual(neck))
        self.rows = nn.Conv2d(neck, ROW, 1)
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
                if m.bias is not None:
                    nn.init.zeros_(m.bias)
            elif isinstance(m, Residual):
                nn.init.zeros_(m.second[1].weight)  # begins as if it were not there
        nn.init.normal_(self.rows.weight, std=0.01)
        with torch.no_grad():
            self.rows.bias[[4, 16, 19]] = -4.0  # hardly any cell has somebody
            self.rows.bias[[2, 3]] = 1.2

    def start_from(self, kept):
        """Weights of a network like this, or of the one before it, which had a residual less at a sixteenth and at the end."""
        kept = {k if not k.startswith("head.") or k.count(".") > 2 else k.replace("head.", "head.0."): v for k, v in kept.items()}
        new = self.load_state_dict(kept, strict=False)
        if new.unexpected_keys or any(not k.startswith(("sixteenth.2.", "head.1.")) for k in new.missing_keys):
            raise SystemExit(f"no weights of this network: {(new.unexpected_keys + new.missing_keys)[:3]}")

    def forward(self, pictures):
        x = pictures * (1 / 64.0) - 2.0
        x8 = self.eighth(self.quarter(x))
        x16 = self.sixteenth(x8)
        x32 = self.whole(x16)
        x16 = self.mix16(x16 + F.interpolate(self.down16(x32), size=x16.shape[2:], mode="nearest"))
        x8 = self.mix8(x8 + F.interpolate(self.down8(x16), scale_factor=2.0, mode="nearest"))
        return self.rows(self.head(x8))


class Shipped(nn.Module):
    """The same as the edge reads it: 1 x cells x 21, shares from 0 to 1."""

    def __init__(self, people):
        super().__init__()
        self.people = people
        mask = torch.zeros(1, 1, ROW)
        mask[..., list(SHARES)] = 1
        self.register_buffer("share", mask)

    def forward(self, pictures):
        y = self.people(pictures)
        y = y.permute(0, 2, 3, 1).reshape(y.shape[0], -1, ROW)
        return torch.sigmoid(y) * self.share + y * (1 - self.share)
