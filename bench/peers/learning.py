"""The work of bench/Reprise.Learning.Bench in scikit-learn, one thread; prints one JSON object."""
import json
import statistics
import sys
import time

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import StratifiedShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PowerTransformer, RobustScaler


def median_cpu(rounds, work, times=1):
    seconds = []
    for _ in range(rounds + 2):
        start = time.process_time()
        for _ in range(times):
            work()
        seconds.append((time.process_time() - start) / times)
    return statistics.median(seconds[2:])


data = np.genfromtxt(sys.argv[1], delimiter=",", skip_header=1)
x, y = data[:, :-1], data[:, -1].astype(int)
part = np.arange(400) % 5 != 0


def forest(trees=200):
    return RandomForestClassifier(trees, random_state=42, n_jobs=1)


def accuracy(trees):
    splits = StratifiedShuffleSplit(50, test_size=0.3, random_state=42).split(x, y)
    return float(np.mean([forest(trees).fit(x[train], y[train]).score(x[test], y[test]) for train, test in splits]))


model = forest().fit(x, y)
print(json.dumps({
    "fit_200_trees_400x50_cpu_s": median_cpu(7, lambda: forest().fit(x, y)),
    "fit_200_trees_320x50_cpu_s": median_cpu(7, lambda: forest().fit(x[part], y[part])),
    "predict_400_rows_200_trees_cpu_s": median_cpu(7, lambda: model.predict_proba(x), 5),
    "power_then_robust_400x50_cpu_s": median_cpu(7, lambda: make_pipeline(PowerTransformer(), RobustScaler()).fit(x)),
    "accuracy_50_splits_100_trees": accuracy(100),
    "accuracy_50_splits_200_trees": accuracy(200),
    "version": sklearn.__version__,
}))
