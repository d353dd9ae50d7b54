#!/usr/bin/python3
"""Writes the model files and predictions that NbaStudio.Tests/Scores/Fixtures holds.

Needs Debian's python3-xgboost (1.7.4); the product does not. Run from the root of the repository:
    /usr/bin/python3 NbaStudio.Benchmarks/ImportedModels/make_fixtures.py NbaStudio.Tests/Scores/Fixtures
Each NAME.json is what save_model wrote; NAME.csv has a row of features and the prediction, an empty field for a missing value.
"""
import json
import sys
import numpy as np
import xgboost as xgb

FOLDER = sys.argv[1]
NAMES = ["age", "fee", "plan", "visits"]
TYPES = ["float", "float", "c", "float"]


def table(rows, seed, categories):
    """Rows of features: a share missing, codes of a plan in the third column."""
    rng = np.random.default_rng(seed)
    x = np.column_stack([
        rng.integers(18, 90, rows), np.round(rng.gamma(3, 20, rows), 2), rng.integers(0, categories, rows), rng.poisson(3, rows)]).astype(np.float32)
    x[rng.random(x.shape) < 0.15] = np.nan
    return x, rng


def truth(x, rng):
    plan = np.nan_to_num(x[:, 2], nan=0)
    z = 0.03 * np.nan_to_num(x[:, 0] - 50) + 0.02 * np.nan_to_num(x[:, 1] - 60) + np.sin(plan * 2.1) * 1.5 + 0.3 * np.nan_to_num(x[:, 3])
    return z + rng.normal(0, 0.5, len(z))


def rows_to_check(x, rng):
    """Known rows, rows right on a split, codes that were never seen, negative and broken codes, all missing."""
    check = x[:60].copy()
    extra = np.array([
        [30, 55.5, 99, 2], [30, 55.5, 40, 2], [30, 55.5, 31, 2], [30, 55.5, 32, 2], [30, 55.5, 2.7, 2], [np.nan] * 4, [0, 0, 0, 0], [-5, -1e9, 1, -3], [1e9, 1e9, 3, 1e9]], dtype=np.float32)
    return np.vstack([check, extra])


def write(name, params, rounds, categories, label, types=TYPES):
    x, rng = table(3000, 7, categories)
    y = label(truth(x, rng), rng)
    data = xgb.DMatrix(x, y, feature_names=NAMES, feature_types=types, enable_categorical=True)
    booster = xgb.train({"tree_method": "hist" if "c" in types else "exact", "seed": 1, "nthread": 1, **params}, data, rounds)
    booster.save_model(f"{FOLDER}/{name}.json")
    if "num_class" in params:
        return
    check = rows_to_check(x, rng)
    if "c" not in types:
        # A split is at a value of the data: less goes left, equal goes right.
        with open(f"{FOLDER}/{name}.json") as file:
            first = json.load(file)["learner"]["gradient_booster"]["model"]["trees"][0]
        for feature, value, child in zip(first["split_indices"], first["split_conditions"], first["left_children"]):
            if child >= 0:
                edge = check[0].copy()
                edge[feature] = np.float32(value)
                check = np.vstack([check, edge])
    predictions = booster.predict(xgb.DMatrix(check, feature_names=NAMES, feature_types=types, enable_categorical=True))
    with open(f"{FOLDER}/{name}.csv", "w") as out:
        out.write(",".join(NAMES) + ",prediction\n")
        for row, p in zip(check, predictions):
            out.write(",".join("" if np.isnan(v) else repr(float(v)) for v in row) + f",{float(p)!r}\n")


def binary(z, rng):
    return (rng.random(len(z)) < 1 / (1 + np.exp(-z))).astype(float)


write("xgboost_binary", {"objective": "binary:logistic", "max_depth": 4, "base_score": 0.2}, 12, 6, binary, ["float"] * 4)
write("xgboost_onehot", {"objective": "binary:logistic", "max_depth": 4, "max_cat_to_onehot": 100}, 8, 6, binary)
write("xgboost_partition", {"objective": "binary:logistic", "max_depth": 4, "max_cat_to_onehot": 1}, 8, 40, binary)
write("xgboost_regression", {"objective": "reg:squarederror", "max_depth": 3, "base_score": 3.5}, 10, 6, lambda z, rng: z * 10)
write("xgboost_multiclass", {"objective": "multi:softprob", "num_class": 3, "max_depth": 1}, 1, 6, lambda z, rng: np.digitize(z, [1, 2]))
