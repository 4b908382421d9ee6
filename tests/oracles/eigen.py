#!/usr/bin/python3
"""Prints what numpy finds for the matrices of SymmetricEigenTests and SingularValuesTests, which hold these numbers.

numpy 1.24.2 (LAPACK dsyevd, dgesdd).
"""
import numpy as np

np.set_printoptions(precision=17)


def wave(m, n):
    """Numbers without a pattern, by formula: the sine of the squared place."""
    return np.sin((np.arange(m * n, dtype=float) + 1) ** 2).reshape(m, n)


def symmetric(n):
    a = wave(n, n)
    return a + a.T


def signed(vectors):
    """Rows, the component of the largest size positive."""
    return np.array([v * np.sign(v[np.argmax(np.abs(v))]) for v in vectors])


def hilbert(n):
    return np.array([[1 / (i + j + 1) for j in range(n)] for i in range(n)])


for name, matrix in (("symmetric 6", symmetric(6)), ("Hilbert 5", hilbert(5))):
    values, vectors = np.linalg.eigh(matrix)
    print(name, list(values[::-1]), "first vector", list(signed(vectors.T[::-1])[0]), "second", list(signed(vectors.T[::-1])[1]))
for shape in ((7, 4), (4, 7)):
    _, values, right = np.linalg.svd(wave(*shape), full_matrices=False)
    print(shape, list(values), "first right", list(signed(right)[0]), "second", list(signed(right)[1]))
