import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import StratifiedShuffleSplit

from bench_data import measure, turkish

x, y = turkish()
splits = list(StratifiedShuffleSplit(50, test_size=0.3, random_state=42).split(x, y))


def accuracy(trees):
    return np.mean([
        RandomForestClassifier(trees, random_state=42, n_jobs=1).fit(x[train], y[train]).score(x[test], y[test]) for train, test in splits])


for trees in (100, 200):
    measure(f"{trees}-trees", lambda: accuracy(trees), lambda mean: mean)
