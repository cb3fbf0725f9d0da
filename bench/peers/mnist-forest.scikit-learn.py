from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score

from bench_data import measure, mnist

x, y, test_x, test_y = mnist()
model = measure(
    "fit",
    lambda: RandomForestClassifier(120, max_depth=20, random_state=42, n_jobs=2).fit(x, y),
    lambda fitted: fitted.score(test_x, test_y))
measure("predict", lambda: model.predict_proba(test_x), lambda p: f1_score(test_y, p.argmax(1), average="macro"), 1, 5)
model.n_jobs = 1                                                          # starting workers would cost more than one row
measure("predict-row", lambda: model.predict_proba(test_x[7:8]), None, 2, 9, 5)
