"""iris, wine, breast-cancer, diabetes and digits from scikit-learn's bundled data. Usage: from_sklearn.py FOLDER"""

import pathlib
import sys

from sklearn import datasets

FOLDER = pathlib.Path(sys.argv[1])


def as_text(value):
    """The shortest decimal that gives the number back; whole numbers without a point."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) else repr(float(value))


def write_table(file, bunch, features, target, classes=None):
    """One row per sample, in the order of the source, the target last. `classes` names the class numbers."""
    assert len(features) == bunch.data.shape[1]
    lines = [",".join([*features, target])]
    for row, outcome in zip(bunch.data, bunch.target):
        label = outcome if classes is None else classes[outcome]
        lines.append(",".join(as_text(value) for value in [*row, label]))
    (FOLDER / file).write_bytes(("\n".join(lines) + "\n").encode("utf-8"))


iris = datasets.load_iris()
iris_features = ["sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm"]
write_table("iris.csv", iris, iris_features, "species", [str(name) for name in iris.target_names])

wine = datasets.load_wine()
wine_features = [name.replace("od280/od315_of_diluted_wines", "od280_od315_of_diluted_wines") for name in wine.feature_names]
write_table("wine.csv", wine, wine_features, "cultivar", ["cultivar_1", "cultivar_2", "cultivar_3"])

cancer = datasets.load_breast_cancer()
cancer_features = [name.replace(" ", "_") for name in cancer.feature_names]
write_table("breast-cancer.csv", cancer, cancer_features, "diagnosis", [str(name) for name in cancer.target_names])

diabetes = datasets.load_diabetes(scaled=False)
diabetes_features = [
    "age", "sex", "body_mass_index", "blood_pressure", "total_cholesterol", "ldl", "hdl",
    "cholesterol_hdl_ratio", "log_triglycerides", "glucose",
]
write_table("diabetes.csv", diabetes, diabetes_features, "progression")

digits = datasets.load_digits()
write_table("digits.csv", digits, digits.feature_names, "digit")
