import os

os.environ["OMP_WAIT_POLICY"] = "passive"        # idle threads sleep: processor time is work
os.environ["OMP_NUM_THREADS"] = "2"

from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

from bench_data import made, measure

x, y, test_x, test_y = made()
model = measure(
    "fit",
    lambda: HistGradientBoostingClassifier(
        max_iter=100, learning_rate=0.1, max_depth=6, max_leaf_nodes=64, l2_regularization=1, early_stopping=False).fit(x, y),
    lambda fitted: roc_auc_score(test_y, fitted.predict_proba(test_x)[:, 1]))
measure("predict", lambda: model.predict_proba(test_x), None, 1, 3)
