from sklearn.cluster import KMeans, MiniBatchKMeans

from bench_data import blobs, measure

x = blobs(1_000_000)
measure("fit", lambda: KMeans(4, n_init=10, random_state=0).fit(x), lambda model: model.inertia_ / len(x))
measure("mini-batch", lambda: MiniBatchKMeans(4, n_init=3, random_state=0).fit(x), lambda model: model.inertia_ / len(x))
