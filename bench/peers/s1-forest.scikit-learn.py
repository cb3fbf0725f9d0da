import numpy as np
from sklearn.ensemble import RandomForestClassifier

from bench_data import measure, turkish

x, y = turkish()
part = np.arange(len(y)) % 5 != 0


def forest():
    return RandomForestClassifier(200, random_state=42, n_jobs=1)


model = measure("first-fit", lambda: forest().fit(x, y))
measure("fit", lambda: forest().fit(x, y), None, 1, 5)
measure("fit-320", lambda: forest().fit(x[part], y[part]), None, 1, 5)
measure("predict", lambda: model.predict_proba(x), None, 1, 7, 5)
measure("predict-row", lambda: model.predict_proba(x[7:8]), None, 1, 7, 5)
