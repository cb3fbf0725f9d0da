import numpy as np
from sklearn.linear_model import LogisticRegression

from bench_data import measure, mnist

x, y, test_x, test_y = mnist()


def objective(model):
    p = model.predict_proba(x)[np.arange(len(y)), y]
    return (-np.log(p).sum() + 0.5 * (model.coef_ ** 2).sum()) / len(y)


measure("fit-loss", lambda: LogisticRegression(max_iter=100).fit(x, y), objective)
measure("fit", lambda: LogisticRegression(max_iter=1000).fit(x, y), lambda model: model.score(test_x, test_y))
