import os

os.environ["OMP_WAIT_POLICY"] = "passive"        # idle threads sleep: processor time is work

import xgboost
from sklearn.metrics import roc_auc_score

from bench_data import made, measure

x, y, test_x, test_y = made()
model = measure(
    "fit",
    lambda: xgboost.XGBClassifier(n_estimators=100, learning_rate=0.1, max_depth=6, tree_method="hist", n_jobs=2).fit(x, y),
    lambda fitted: roc_auc_score(test_y, fitted.predict_proba(test_x)[:, 1]))
measure("predict", lambda: model.predict_proba(test_x), None, 1, 3)
