import os

os.environ["OMP_WAIT_POLICY"] = "passive"        # idle threads sleep: processor time is work

import numpy as np
import xgboost

from bench_data import measure, mnist

x, y, test_x, test_y = mnist(np.float32)
model = measure(
    "fit",
    lambda: xgboost.XGBClassifier(n_estimators=100, learning_rate=0.3, max_depth=6, tree_method="hist", n_jobs=2).fit(x, y),
    lambda fitted: fitted.score(test_x, test_y))
measure("predict", lambda: model.predict_proba(test_x), None, 1, 3)
