from sklearn.svm import SVC

from bench_data import measure, mnist

x, y, test_x, test_y = mnist()
x, y, test_x, test_y = x[:10000], y[:10000], test_x[:2000], test_y[:2000]
model = measure("fit", lambda: SVC(C=10).fit(x, y))
measure("predict", lambda: model.predict(test_x), lambda predicted: (predicted == test_y).mean())
measure(
    "fit-calibrated",
    lambda: SVC(C=10, probability=True, random_state=0).fit(x, y),
    lambda fitted: (fitted.predict_proba(test_x).argmax(1) == test_y).mean())
