"""A random forest of 100 fully grown trees on 100,000 rows of 30 columns; 50,000 held-out rows judge the models."""

from works import checks
from works.decision_tree import data
from works.matrices import write_matrix

TITLE = "Random forest: 100,000 x 30, 100 fully grown trees, square root of the columns a split"
NEEDS = ["sklearn"]
PEERS = [["forest_sklearn.py"]]
GOALS = {"scikit-learn RandomForest": 0.3}
SEEDED = True
GROWTH = 1.1


def write(folder, scale, seed):
    train = int(100_000 * scale)
    x, y = data(train + train // 2, seed)
    write_matrix(folder, f"random-forest-{seed}-train", x[:train], y[:train])
    write_matrix(folder, f"random-forest-{seed}-test", x[train:], y[train:])


def check(by_peer):
    return checks.aucs(by_peer)
