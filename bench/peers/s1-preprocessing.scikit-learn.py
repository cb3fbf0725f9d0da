from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PowerTransformer, RobustScaler

from bench_data import measure, turkish

x, _ = turkish()
measure("", lambda: make_pipeline(PowerTransformer(), RobustScaler()).fit(x), None, 2, 7)
