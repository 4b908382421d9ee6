"""The product of two 512 x 512 matrices in double precision, warm."""

from works import products

TITLE = "Matrix product 512 x 512, double precision, warm"
NEEDS = ["numpy"]
PEERS = [["product_numpy.py", "512", "double"]]
GOALS = {products.PEER: 1.0}
SEEDED = False
GROWTH = 3


def write(folder, scale):
    products.write(folder, "matrix-product-512-double", 512, scale)


def check(by_peer):
    return products.check(by_peer, 1e-12)
