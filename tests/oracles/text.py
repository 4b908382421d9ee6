#!/usr/bin/python3
"""Writes text.json beside it: what scikit-learn's vectorizers make of short texts in many scripts.

Deterministic. Needs Debian's python3-sklearn.
"""

import json
import pathlib

import sklearn
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfVectorizer

HERE = pathlib.Path(__file__).resolve().parent

TEXTS = [
    "The quick brown fox jumps over the lazy dog; the dog sleeps.",
    "THE FOX  \t is quick,\nis it not? _under_score a b c 42 7",
    "Ein Fuß, STRAẞE und Äpfel für Übermut – Äpfel!",
    "İstanbul'da IŞIK ılık, DİYARBAKIR",
    "ΟΔΥΣΣΕΥΣ ΚΑΙ ΣΟΦΟΣ, ΣΑΣ.Σ Σ ΑΣ'Β",
    "Быстрая лиса ПРЫГАЕТ через ленивую СОБАКУ и лиса спит",
    "敏捷的棕色狐狸 跳过 懒狗 懒狗",
    "日本語のテキスト 日本語 ﾊﾟﾀｰﾝ",
    "هذا نص عربي قصير هذا نص",
    "हिन्दी में एक छोटा पाठ",
    "naïve café cafe\u0301 ﬁne ǅungla Ⅷ ⅷ ½ ² x² Ⓐ",
    "emoji 🦊🐕 and 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐐀𐐁 letters\u00a0here\u2003there\u200bjoined",
    "",
    " !? a ",
    "the the the fox fox dog",
]


def rows(matrix):
    matrix = matrix.tocsr()
    matrix.sort_indices()
    return [
        {"columns": matrix.indices[a:b].tolist(), "values": matrix.data[a:b].tolist()}
        for a, b in zip(matrix.indptr[:-1], matrix.indptr[1:])
    ]


def learned(vectorizer, asked=None):
    matrix = vectorizer.fit_transform(TEXTS)
    result = {"terms": vectorizer.get_feature_names_out().tolist(), "rows": rows(matrix)}
    if asked:
        result["asked"] = rows(vectorizer.transform(asked))
    return result


def hashed(**settings):
    return {"rows": rows(HashingVectorizer(**settings).transform(TEXTS))}


def main():
    stop = ["the", "is", "und", "лиса"]
    asked = ["the fox and nobody", "", "ΣΟΦΟΣ лиса nothing"]
    values = {
        "sklearn": sklearn.__version__,
        "texts": TEXTS,
        "asked": asked,
        "count": learned(CountVectorizer(), asked),
        "count_cased": learned(CountVectorizer(lowercase=False, binary=True)),
        "count_12": learned(CountVectorizer(ngram_range=(1, 2), stop_words=stop), asked),
        "count_23": learned(CountVectorizer(ngram_range=(2, 3))),
        "count_limits": learned(CountVectorizer(min_df=2, max_df=0.2)),
        "count_share": learned(CountVectorizer(min_df=0.15)),
        "count_most": learned(CountVectorizer(max_features=1)),
        "count_char": learned(CountVectorizer(analyzer="char", ngram_range=(1, 3)), asked),
        "count_char_wb": learned(CountVectorizer(analyzer="char_wb", ngram_range=(2, 5)), asked),
        "tfidf": learned(TfidfVectorizer(ngram_range=(1, 2)), asked),
        "tfidf_sublinear": learned(TfidfVectorizer(sublinear_tf=True, norm="l1")),
        "tfidf_plain": learned(TfidfVectorizer(smooth_idf=False, norm=None)),
        "tfidf_no_idf": learned(TfidfVectorizer(use_idf=False)),
        "hash": hashed(n_features=1 << 18, ngram_range=(1, 2)),
        "hash_small": hashed(n_features=11, norm=None),
        "hash_char": hashed(n_features=1000, analyzer="char_wb", ngram_range=(3, 4), alternate_sign=False, norm="l1"),
    }
    (HERE / "text.json").write_text(json.dumps(values, ensure_ascii=False) + "\n")


main()
