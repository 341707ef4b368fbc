"""The network: a square of 256 mm around a hand, 64 x 64 pixels, to 128 numbers of length 1 and whether the hand is empty."""

import torch
from torch import nn
from torch.nn import functional as F

SIDE = 64
CROP_MM = 256.0
NUMBERS = 128


def conv(inputs, outputs, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Block(nn.Module):
    """Plain 3 x 3 convolutions: on a CPU faster than the lean ones that have fewer multiplications."""

    def __init__(self, channels):
        super().__init__()
        self.one = conv(channels, channels)
        self.two = nn.Sequential(nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))
        nn.init.zeros_(self.two[1].weight)  # begins as if it were not there

    def forward(self, x):
        return F.relu(x + self.two(self.one(x)))


class Embedder(nn.Module):
    def __init__(self, widths=(32, 48, 96, 128)):
        super().__init__()
        a, b, c, d = widths
        self.body = nn.Sequential(
            conv(3, a, 2),                                            # 32
            conv(a, b, 2), Block(b), Block(b),                        # 16
            conv(b, c, 2), Block(c), Block(c), Block(c), Block(c),    # 8
            conv(c, d), conv(d, d), Block(d),
        )
        self.where = nn.Conv2d(d, 2, 1)   # where to look: for what it is, and for whether there is anything
        self.what = nn.Linear(2 * d, NUMBERS)
        self.empty = nn.Linear(2 * d, 1)

    def features(self, x):
        """(batch, 3, 64, 64), pixels 0 to 1, to numbers before they are brought to length 1, and the logit of an empty hand."""
        x = self.body((x - 0.45) * 4.0)
        n, c, h, w = x.shape
        flat = x.reshape(n, c, h * w)
        look = torch.softmax(self.where(x).reshape(n, 2, h * w), 2)
        seen = torch.matmul(look, flat.transpose(1, 2))          # (n, 2, c)
        most = flat.amax(2)
        return self.what(torch.cat([seen[:, 0], most], 1)), self.empty(torch.cat([seen[:, 1], most], 1))

    def forward(self, x):
        what, empty = self.features(x)
        return F.normalize(what, dim=1), empty

    def turned(self, x):
        """The same from the picture turned four ways: arms come from anywhere, and four looks are righter than one (by 0.03 of the products)."""
        turns = [x, x.transpose(2, 3).flip(2), x.flip(2, 3), x.transpose(2, 3).flip(3)]
        what, empty = self.features(torch.cat(turns, 0))
        what = what.reshape(4, x.shape[0], NUMBERS).sum(0)
        return what / torch.sqrt((what * what).sum(1, keepdim=True) + 1e-12), empty.reshape(4, x.shape[0], 1).mean(0)


class Proxies(nn.Module):
    """A direction for each product trained with, made out of its description (packing, size, a coarse label), and a little of its own.

    The cosine to the right one must lead by a margin (CosFace, Wang et al. 2018). With directions of their own alone, two thousand
    products with a dozen pictures each begin to be learned only after hours; described ones teach each other from the first batch.
    """

    def __init__(self, descriptions, scale=20.0):
        super().__init__()
        self.register_buffer("descriptions", descriptions)
        self.describe = nn.Sequential(nn.Linear(descriptions.shape[1], 256), nn.BatchNorm1d(256), nn.ReLU(), nn.Linear(256, 256), nn.BatchNorm1d(256), nn.ReLU(), nn.Linear(256, NUMBERS))
        self.own = nn.Parameter(torch.zeros(descriptions.shape[0], NUMBERS))
        self.scale = scale

    def forward(self, what, labels, margin, dice, others=384):
        """Of each batch, its own products and some others drawn at random stand for all: describing every one costs more than the network."""
        drawn = torch.randint(len(self.own), (others,), generator=dice.generator)
        among, labels = torch.unique(torch.cat([labels, drawn]), return_inverse=True)
        labels = labels[:len(what)]
        directions = F.normalize(self.describe(self.descriptions[among]) + self.own[among], dim=1)
        cosine = F.normalize(what.float(), dim=1) @ directions.t()
        lead = torch.zeros_like(cosine).scatter_(1, labels[:, None], margin)
        return F.cross_entropy(self.scale * (cosine - lead), labels)
