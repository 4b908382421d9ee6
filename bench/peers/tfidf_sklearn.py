"""scikit-learn's TfidfVectorizer at its defaults but for pairs of words. Usage: tfidf_sklearn.py FOLDER ROUND

Timed: fit_transform, from the texts in memory; scikit-learn has one thread for this.
"""

import measure

import numpy as np
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

folder, _ = measure.data()
texts = (folder / "tfidf.txt").read_text(encoding="utf-8").splitlines()


def work():
    vectorizer = TfidfVectorizer(ngram_range=(1, 2))
    return vectorizer, vectorizer.fit_transform(texts)


(model, vectors), timing = measure.timed(work)
measure.report(
    "tfidf", "scikit-learn TfidfVectorizer", f"scikit-learn {sklearn.__version__}", timing,
    terms=int(vectors.shape[1]), entries=int(vectors.nnz), sum=round(float(np.abs(vectors.data).sum()), 3))
