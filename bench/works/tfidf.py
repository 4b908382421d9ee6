"""TF-IDF of words and pairs of words of 100,000 short texts."""

import numpy as np

from works.checks import facts

TITLE = "TF-IDF: 100,000 short texts, (1,2)-grams"
NEEDS = ["sklearn"]
PEERS = [["tfidf_sklearn.py"]]
GOALS = {"scikit-learn TfidfVectorizer": 0.4}
SEEDED = False
GROWTH = 1
check = facts


def write(folder, scale):
    """Texts of 5 to 25 words: Zipf-like draws from 50,000 words of 3 to 10 letters, with a capital at the start, commas and a full stop."""
    texts, words = int(100_000 * scale), 50_000
    rng = np.random.default_rng(1_101)
    letters = np.array(list("etaoinshrdlucmfwypvbgkjqxz"))
    names = ["".join(letters[np.minimum((26 ** rng.random(size)).astype(int), 25)]) for size in rng.integers(3, 11, words)]
    # One word in fifty has a letter beyond ASCII.
    names = [name.replace("e", "é", 1) if place % 50 == 0 else name for place, name in enumerate(names)]
    with open(folder / "tfidf.txt", "w", encoding="utf-8") as out:
        for size in rng.integers(5, 26, texts):
            drawn = np.minimum((words ** rng.random(size)).astype(int), words - 1)
            line = [names[word] + ("," if comma else "") for word, comma in zip(drawn, rng.random(size) < 0.1)]
            out.write(" ".join(line).capitalize() + ".\n")
