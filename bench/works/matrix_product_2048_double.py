"""The product of two 2,048 x 2,048 matrices in double precision, warm."""

from works import products

TITLE = "Matrix product 2,048 x 2,048, double precision, warm"
NEEDS = ["numpy"]
PEERS = [["product_numpy.py", "2048", "double"]]
GOALS = {products.PEER: 1.1}
SEEDED = False
GROWTH = 3


def write(folder, scale):
    products.write(folder, "matrix-product-2048-double", 2048, scale)


def check(by_peer):
    return products.check(by_peer, 1e-12)
