#!/usr/bin/python3
"""The hub's learner beside scikit-learn's logistic regression and XGBoost on the bank's calls, 5 folds, all three on the same rows.

Needs Debian's python3-sklearn and python3-xgboost, and a built hub; the product needs none of them.
    compare.py bank-additional.csv NbaStudio/bin/Release/net10.0/NbaStudio.dll [seed]
Every model learns four folds and predicts the fifth without learning from it. The hub sees each row once, in file order.
All see the same columns: all but `duration`, which is known only after the call.
"""
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import xgboost
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

FOLDS = 5


def read(path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    header, rows = rows[0], rows[1:]
    keep = [i for i, name in enumerate(header) if name not in ("duration", "y")]
    target = header.index("y")
    columns = [[row[i] for row in rows] for i in keep]
    numeric = [all(is_number(cell) for cell in column) for column in columns]
    outcome = np.array([row[target] == "yes" for row in rows], dtype=int)
    return header, rows, columns, numeric, outcome


def is_number(cell):
    try:
        float(cell)
        return True
    except ValueError:
        return False


def hub(program, header, rows, learned, judged):
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, picked in (("learn.csv", learned), ("judge.csv", judged)):
            files.append(str(Path(folder) / name))
            with open(files[-1], "w", newline="") as file:
                writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
                writer.writerow(header)
                writer.writerows(rows[i] for i in picked)
        answer = subprocess.run(
            ["dotnet", program, "evaluate", "propensity", "--csv", files[0], "--test", files[1], "--target", "y", "--positive", "yes", "--exclude", "duration", "--json"],
            check=True, capture_output=True, text=True)
        result = json.loads(answer.stdout)
        return result["logLoss"], result["auc"]


def main():
    path, program = sys.argv[1], sys.argv[2]
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    header, rows, columns, numeric, outcome = read(path)
    table = np.array([np.array(c, dtype=float if n else object) for c, n in zip(columns, numeric)], dtype=object).T
    numbers = [i for i, n in enumerate(numeric) if n]
    texts = [i for i, n in enumerate(numeric) if not n]
    encode = ColumnTransformer([("numbers", StandardScaler(), numbers), ("texts", OneHotEncoder(handle_unknown="ignore"), texts)])
    models = {
        "hub": None,
        "logistic regression (C chosen by 5 folds of the learned rows)": lambda: make_pipeline(encode, LogisticRegressionCV(Cs=8, cv=5, scoring="neg_log_loss", max_iter=5000)),
        "XGBoost (100 trees, depth 3, rate 0.1)": lambda: make_pipeline(encode, xgboost.XGBClassifier(n_estimators=100, max_depth=3, learning_rate=0.1, eval_metric="logloss", n_jobs=1)),
        "XGBoost as it comes (100 trees, depth 6, rate 0.3)": lambda: make_pipeline(encode, xgboost.XGBClassifier(eval_metric="logloss", n_jobs=1)),
    }
    scores = {name: [] for name in models}
    for learned, judged in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(table, outcome):
        learned, judged = np.sort(learned), np.sort(judged)
        for name, make in models.items():
            if make is None:
                scores[name].append(hub(program, header, rows, learned, judged))
                continue
            p = make().fit(table[learned], outcome[learned]).predict_proba(table[judged])[:, 1]
            scores[name].append((log_loss(outcome[judged], p), roc_auc_score(outcome[judged], p)))
    print(f"{len(rows)} rows, {outcome.sum()} positive, {FOLDS} folds, seed {seed}\n")
    print("| model | log loss | AUC | AUC by fold |\n|---|---:|---:|---|")
    for name, folds in scores.items():
        losses, aucs = zip(*folds)
        print(f"| {name} | {np.mean(losses):.4f} | {np.mean(aucs):.4f} | {' '.join(f'{a:.3f}' for a in aucs)} |")


if __name__ == "__main__":
    main()
