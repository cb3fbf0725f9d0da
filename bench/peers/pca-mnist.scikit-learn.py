from sklearn.decomposition import PCA

from bench_data import measure, mnist

x, _, _, _ = mnist()
model = measure("fit", lambda: PCA(50, svd_solver="randomized", random_state=0).fit(x), lambda model: model.explained_variance_ratio_.sum())
measure("transform", lambda: model.transform(x), None, 1, 3)
