import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier

from bench_data import measure, mnist

warnings.filterwarnings("ignore")
x, y, test_x, test_y = mnist(np.float32)    # the peer computes in the precision of its input; single is its faster one
model = measure(
    "five-epochs",
    lambda: MLPClassifier((100,), max_iter=5, random_state=0).fit(x, y),
    lambda fitted: fitted.score(test_x, test_y))
measure("predict", lambda: model.predict_proba(test_x), None, 1, 5)
