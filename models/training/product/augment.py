"""What real cameras, detectors and light do to a window: rendered ones are finer and better placed than any ceiling camera's."""

import math

import torch
from torch.nn import functional as F

from net import CROP_MM, SIDE
from pictures import WINDOW_MM

# JPEG's own tables (ITU-T T.81, annex K), brightness.
BRIGHT = torch.tensor([
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
], dtype=torch.float32).reshape(8, 8) / 255
WAVES = torch.tensor([[math.sqrt((1 if k == 0 else 2) / 8) * math.cos(math.pi * (2 * n + 1) * k / 16) for n in range(8)] for k in range(8)])
TO_YCC = torch.tensor([[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]])
FROM_YCC = torch.inverse(TO_YCC)


class Dice:
    """Random numbers of one generator, so that a run can be repeated and taken up again."""

    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)

    def unit(self, *shape):
        return torch.rand(shape, generator=self.generator)

    def gauss(self, *shape):
        return torch.randn(shape, generator=self.generator)

    def between(self, low, high):
        return low + (high - low) * float(self.unit(1))


def place(x, dice, miss_mm):
    """Cuts the network's square out of windows: turned any way, the wrist missed, somewhat nearer or farther."""
    n = x.shape[0]
    turn = 2 * math.pi * dice.unit(n)
    zoom = CROP_MM / WINDOW_MM * torch.exp(0.16 * (2 * dice.unit(n) - 1))
    away, toward = dice.unit(n).sqrt() * miss_mm / (WINDOW_MM / 2), 2 * math.pi * dice.unit(n)
    c, s = torch.cos(turn) * zoom, torch.sin(turn) * zoom
    theta = torch.stack([torch.stack([c, -s, away * torch.cos(toward)], 1), torch.stack([s, c, away * torch.sin(toward)], 1)], 1)
    return F.grid_sample(x, F.affine_grid(theta, (n, 3, SIDE, SIDE), align_corners=False), padding_mode="border", align_corners=False)


def light(x, dice):
    """Exposure, contrast, colour of the light, saturation."""
    n = x.shape[0]
    x = x.clamp(1e-4, 1) ** torch.exp(0.15 * dice.gauss(n, 1, 1, 1)).clamp(0.6, 1.6)
    warm = 0.05 * dice.gauss(n)
    gain = torch.stack([1 + warm, 1 + 0.02 * dice.gauss(n), 1 - warm], 1)[:, :, None, None] * torch.exp(0.1 * dice.gauss(n, 1, 1, 1))
    x = x * gain
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * (0.85 + 0.3 * dice.unit(n, 1, 1, 1))
    return x.clamp(0, 1)


def hide(x, dice):
    """Something before one in eight: a shelf's edge, an arm, a head."""
    n = x.shape[0]
    for i in torch.nonzero(dice.unit(n) < 0.125)[:, 0].tolist():
        w, h = int(dice.between(8, 24)), int(dice.between(8, 24))
        left, top = int(dice.between(-w / 2, SIDE - w / 2)), int(dice.between(-h / 2, SIDE - h / 2))
        x[i, :, max(0, top):top + h, max(0, left):left + w] = dice.unit(3, 1, 1)
    return x


def smear(x, dice):
    """The hand moves while the shutter is open."""
    kernel = torch.zeros(7, 7)
    turn, reach = dice.between(0, math.pi), dice.between(0, 2.4)
    for step in range(-6, 7):
        at = step / 6 * reach
        kernel[3 + round(at * math.sin(turn)), 3 + round(at * math.cos(turn))] += 1
    return F.conv2d(F.pad(x, (3, 3, 3, 3), mode="replicate"), (kernel / kernel.sum()).expand(3, 1, 7, 7), groups=3)


def squeeze(x, strength):
    """JPEG's loss in brightness; in colour, half of the pixels each way, as all cameras send it."""
    n, _, h, w = x.shape
    high, wide = -h % 16, -w % 16
    x = F.pad(x, (0, wide, 0, high), mode="replicate")
    ycc = torch.einsum("ij,njhw->nihw", TO_YCC, x)
    colour = F.interpolate(F.avg_pool2d(ycc[:, 1:], 2), scale_factor=2, mode="bilinear", align_corners=False)
    y = ycc[:, 0]
    if strength > 0:
        blocks = y.reshape(n, y.shape[1] // 8, 8, y.shape[2] // 8, 8).transpose(2, 3)
        waves = WAVES @ blocks @ WAVES.t()
        step = BRIGHT * strength
        blocks = WAVES.t() @ (torch.round(waves / step) * step) @ WAVES
        y = blocks.transpose(2, 3).reshape_as(y)
    return torch.einsum("ij,njhw->nihw", FROM_YCC, torch.cat([y[:, None], colour], 1))[:, :, :h, :w]


def sensor(x, dice, millimetres):
    """What a camera of so many millimetres a pixel delivers, brought back to the network's size."""
    side = min(SIDE, max(20, round(CROP_MM / millimetres)))
    if side < SIDE:
        x = F.interpolate(x, (side, side), mode="area")
    noise = torch.exp(torch.tensor(dice.between(math.log(0.003), math.log(0.02))))
    x = x + noise * dice.gauss(*x.shape)
    x = squeeze(x, dice.between(0.1, 0.8) if dice.between(0, 1) < 0.5 else 0.0)
    return F.interpolate(x, (SIDE, SIDE), mode="bilinear", align_corners=False) if side < SIDE else x


def make(pixels, dice, miss_mm=40.0, millimetres=(3.0, 7.0), group=32):
    """A batch of windows (N, 96, 96, 3), 0 to 255, as the network will get them. Each group has one camera's sharpness."""
    x = torch.from_numpy(pixels).permute(0, 3, 1, 2).float().div_(255)
    x = hide(light(place(x, dice, miss_mm), dice), dice)
    parts = []
    for part in x.split(group):
        if dice.between(0, 1) < 0.25:
            part = smear(part, dice)
        parts.append(sensor(part, dice, math.exp(dice.between(math.log(millimetres[0]), math.log(millimetres[1])))))
    return torch.cat(parts).clamp_(0, 1)
