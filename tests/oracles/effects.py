"""Accumulated local effects (Apley and Zhu 2020) and Friedman's H (Friedman and Popescu 2008) straight from their formulas, with numpy. Writes effects.json.

The answer is the formula f below. Borders are values of the sorted column at floor(i (n - 1) / K). Cells without rows take the nearest cell with rows.
"""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(7_400)
n, intervals = 150, 6
a = rng.standard_normal(n)
b = 0.7 * a + 0.7 * rng.standard_normal(n)
c = rng.uniform(-1, 1, n)
x = np.stack([a, b, c], axis=1)


def f(x):
    return 1 + 2 * x[:, 0] - x[:, 1] + 0.5 * x[:, 0] * x[:, 1] + 3 * x[:, 1] * x[:, 2] + 0.25 * x[:, 0] ** 2


def borders(values):
    ordered = np.sort(values)
    return np.unique([ordered[(i * (n - 1)) // intervals] for i in range(intervals + 1)])


def cells(values, z):
    return np.maximum(np.searchsorted(z, values, side="left") - 1, 0)


def single(column):
    z = borders(x[:, column])
    k = cells(x[:, column], z)
    low, high = x.copy(), x.copy()
    low[:, column], high[:, column] = z[k], z[k + 1]
    delta = f(high) - f(low)
    steps = [delta[k == j].mean() for j in range(len(z) - 1)]
    effects = np.concatenate([[0], np.cumsum(steps)])
    counts = np.bincount(k, minlength=len(z) - 1)
    return z, effects - np.sum((effects[:-1] + effects[1:]) / 2 * counts) / n


def pair(p, q):
    zp, zq = borders(x[:, p]), borders(x[:, q])
    kp, kq = cells(x[:, p], zp), cells(x[:, q], zq)

    def at(u, v):
        moved = x.copy()
        moved[:, p], moved[:, q] = u, v
        return f(moved)

    delta = (at(zp[kp + 1], zq[kq + 1]) - at(zp[kp], zq[kq + 1])) - (at(zp[kp + 1], zq[kq]) - at(zp[kp], zq[kq]))
    shape = (len(zp) - 1, len(zq) - 1)
    counts, steps = np.zeros(shape), np.zeros(shape)
    np.add.at(counts, (kp, kq), 1)
    np.add.at(steps, (kp, kq), delta)
    held = [(i, j) for i in range(shape[0]) for j in range(shape[1]) if counts[i, j] > 0]
    filled = np.zeros(shape)
    for i in range(shape[0]):
        for j in range(shape[1]):
            u, v = min(held, key=lambda cell: ((cell[0] - i) / shape[0]) ** 2 + ((cell[1] - j) / shape[1]) ** 2)
            filled[i, j] = steps[u, v] / counts[u, v]
    g = np.zeros((shape[0] + 1, shape[1] + 1))
    g[1:, 1:] = np.cumsum(np.cumsum(filled, axis=0), axis=1)

    def main(g, counts):
        rise = g[1:, :] - g[:-1, :]
        rise = (rise[:, :-1] + rise[:, 1:]) / 2
        return np.concatenate([[0], np.cumsum((counts * rise).sum(axis=1) / counts.sum(axis=1))])

    g = g - main(g, counts)[:, None] - main(g.T, counts.T)[None, :]
    corners = (g[:-1, :-1] + g[1:, :-1] + g[:-1, 1:] + g[1:, 1:]) / 4
    return zp, zq, g - (counts * corners).sum() / n


def dependence(columns):
    out = np.empty(n)
    for i in range(n):
        moved = x.copy()
        moved[:, columns] = x[i, columns]
        out[i] = f(moved).mean()
    return out - out.mean()


def h_pair(p, q):
    one, two, both = dependence([p]), dependence([q]), dependence([p, q])
    return np.sum((both - one - two) ** 2) / np.sum(both ** 2)


def h_total(p):
    rest = [q for q in range(3) if q != p]
    whole = f(x) - f(x).mean()
    return np.sum((whole - dependence([p]) - dependence(rest)) ** 2) / np.sum(whole ** 2)


result = {"x": x.ravel().tolist(), "y": f(x).tolist(), "single": {}, "pair": {}, "h_pair": {}, "h_total": {}}
for place, name in enumerate("abc"):
    z, effects = single(place)
    result["single"][name] = {"borders": z.tolist(), "effects": effects.tolist()}
    result["h_total"][name] = h_total(place)
for p, q in [(0, 1), (1, 2), (0, 2)]:
    zp, zq, effects = pair(p, q)
    result["pair"]["abc"[p] + "abc"[q]] = effects.ravel().tolist()
    result["h_pair"]["abc"[p] + "abc"[q]] = h_pair(p, q)
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result) + "\n")
